import { z } from 'zod';
import type { Database, Transaction } from '../database/database.js';
import { PromptSlot } from '../generations/prompt-template.js';
import { parseInput } from '../parse-input.js';
import { assertTemplate } from './assert-template.js';
import { Archive, type ArchiveInput, EDIT, mentioned, Name, Tags, text } from './fields.js';
import { lockForEdit } from './lock-for-edit.js';
import { loadPrompts, loadPromptVersions, type Prompt } from './prompts.js';

const MAX_SLOTS = 20;
const CONTENT = {
  /** Text with slots in braces: `{scene}, a {mood} dancer`. */
  template: text(10_000).min(1),
  negativePrompt: text(10_000).nullable(),
  slots: z.array(PromptSlot).max(MAX_SLOTS),
};

const CreatePrompt = z
  .strictObject({
    studioId: z.uuid(),
    name: Name,
    tags: Tags.default([]),
    ...CONTENT,
    createdBy: z.uuid().optional(),
  })
  .partial({ negativePrompt: true, slots: true });
const UpdatePrompt = z
  .strictObject({ ...EDIT, name: Name, tags: Tags, ...CONTENT, createdBy: z.uuid().optional() })
  .partial({ name: true, tags: true, template: true, negativePrompt: true, slots: true });

export type CreatePromptInput = z.input<typeof CreatePrompt>;
/** What is left out stays as it is. */
export type UpdatePromptInput = z.input<typeof UpdatePrompt>;

interface Content {
  readonly template: string;
  readonly negativePrompt: string | null;
  readonly slots: readonly PromptSlot[];
}

/** @throws PlatformError INVALID_INPUT */
export async function createPrompt(database: Database, input: CreatePromptInput): Promise<Prompt> {
  return database.transaction((tx) => insertPrompt(tx, input));
}

/** `createPrompt`, within a transaction. Prompts of one transaction are created one after the other, and listed so. */
export async function insertPrompt(tx: Transaction, input: CreatePromptInput): Promise<Prompt> {
  const { studioId, name, tags, createdBy = null, ...parsed } = parseInput(CreatePrompt, input, 'createPrompt');
  const { template, negativePrompt = null, slots = [] } = parsed;
  assertTemplate(template, slots, 'createPrompt');
  const { rows } = await tx.query<{ id: string }>(
    'insert into prompts (studio_id, name, tags, created_at) values ($1, $2, $3, clock_timestamp()) returning id',
    [studioId, name, tags],
  );
  const { id } = rows[0]!;
  await writeVersion(tx, id, { template, negativePrompt, slots }, createdBy);
  return (await loadPrompts(tx, studioId, [id])).get(id)!;
}

/**
 * A template, negative prompt or slots that differ from the current version's become a new version.
 *
 * @throws PlatformError INVALID_INPUT, NOT_FOUND, STALE_REVISION, ARCHIVED
 */
export async function updatePrompt(database: Database, input: UpdatePromptInput): Promise<Prompt> {
  const parsed = parseInput(UpdatePrompt, input, 'updatePrompt');
  const { studioId, id, revision, createdBy = null, ...changes } = parsed;
  return database.transaction(async (tx) => {
    await lockForEdit(tx, 'prompt', { studioId, id, revision });
    const current = (await loadPrompts(tx, studioId, [id])).get(id)!;
    const version = (await loadPromptVersions(tx, studioId, [current.currentVersionId])).get(current.currentVersionId)!;
    const { name, tags, template, negativePrompt, slots } = { ...version, ...current, ...mentioned(changes) };
    assertTemplate(template, slots, 'updatePrompt');
    await tx.query(
      'update prompts set name = $2, tags = $3, revision = revision + 1, updated_at = now() where id = $1',
      [id, name, tags],
    );
    await writeVersion(tx, id, { template, negativePrompt, slots }, createdBy);
    return (await loadPrompts(tx, studioId, [id])).get(id)!;
  });
}

/** @throws PlatformError INVALID_INPUT, NOT_FOUND, STALE_REVISION */
export async function archivePrompt(database: Database, input: ArchiveInput): Promise<Prompt> {
  const { studioId, id, revision, archived } = parseInput(Archive, input, 'archivePrompt');
  return database.transaction(async (tx) => {
    await lockForEdit(tx, 'prompt', { studioId, id, revision }, { evenArchived: true });
    await tx.query(
      `update prompts set archived_at = case when $2 then coalesce(archived_at, now()) end, revision = revision + 1,
         updated_at = now() where id = $1`,
      [id, archived],
    );
    return (await loadPrompts(tx, studioId, [id])).get(id)!;
  });
}

/** The next version, unless the current one says the same. */
async function writeVersion(tx: Transaction, promptId: string, content: Content, createdBy: string | null) {
  const { template, negativePrompt, slots } = content;
  await tx.query(
    `with written as (
       insert into prompt_versions (prompt_id, version, template, negative_prompt, slots, created_by)
       select p.id, p.current_version + 1, $2, $3, $4, $5 from prompts p
       where p.id = $1 and not exists (
         select 1 from prompt_versions v where v.prompt_id = p.id and v.version = p.current_version
           and v.template = $2 and v.negative_prompt is not distinct from $3 and v.slots = $4::jsonb)
       returning version)
     update prompts set current_version = written.version from written where id = $1`,
    [promptId, template, negativePrompt, JSON.stringify(slots), createdBy],
  );
}
