import type { Sql } from '../database/database.js';
import type { PromptSlot } from '../generations/prompt-template.js';
import { Conditions } from '../paging/conditions.js';
import { type Page, readPage } from '../paging/read-page.js';
import { byId, groupBy, keepIds, type LibraryOrder, type ListRequest, ORDERS, toPatterns } from './listing.js';

export interface Prompt {
  readonly id: string;
  readonly name: string;
  readonly tags: readonly string[];
  readonly revision: number;
  readonly currentVersionId: string;
  readonly archivedAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What a prompt was at some time. Versions never change. */
export interface PromptVersion {
  readonly id: string;
  readonly promptId: string;
  /** 1..n */
  readonly version: number;
  readonly template: string;
  readonly negativePrompt: string | null;
  readonly slots: readonly PromptSlot[];
  readonly createdAt: Date;
}

export interface PromptFilter {
  /** Each word occurs in the name, a tag or the template. */
  readonly text?: string;
  /** All of them. */
  readonly tags?: readonly string[];
  /** Default false: those in use. True: those in the archive. */
  readonly archived?: boolean;
}

const COLUMNS = `p.id, p.name, p.tags, p.revision, v.id as "currentVersionId", p.archived_at as "archivedAt",
  p.created_at as "createdAt", p.updated_at as "updatedAt"`;
const FROM = `prompts p join prompt_versions v on v.prompt_id = p.id and v.version = p.current_version`;
const VERSION_COLUMNS = `v.id, v.prompt_id as "promptId", v.version, v.template, v.negative_prompt as "negativePrompt", v.slots,
  v.created_at as "createdAt"`;
const VERSION_FROM = `prompt_versions v join prompts p on p.id = v.prompt_id`;

export function listPrompts(
  sql: Sql,
  studioId: string,
  { filter, orderBy = 'CREATED_AT_ASC', page }: ListRequest<PromptFilter, LibraryOrder>,
): Promise<Page<Prompt>> {
  const where = choose(studioId, filter);
  const select = `select ${COLUMNS} from ${FROM} where ${where.sql}`;
  return readPage(sql, { select, values: where.values, order: ORDERS[orderBy] }, page);
}

export async function countPrompts(sql: Sql, studioId: string, filter?: PromptFilter): Promise<number> {
  const where = choose(studioId, filter);
  const { rows } = await sql.query<{ count: number }>(
    `select count(*)::int as count from ${FROM} where ${where.sql}`,
    where.values,
  );
  return rows[0]!.count;
}

/** By id; those that are unknown, or another studio's, are absent. */
export async function loadPrompts(sql: Sql, studioId: string, ids: readonly string[]): Promise<Map<string, Prompt>> {
  const { rows } = await sql.query<Prompt>(
    `select ${COLUMNS} from ${FROM} where p.studio_id = $1 and p.id = any($2::uuid[])`,
    [studioId, keepIds(ids)],
  );
  return byId(rows);
}

/** By id; those that are unknown, or another studio's, are absent. */
export async function loadPromptVersions(
  sql: Sql,
  studioId: string,
  ids: readonly string[],
): Promise<Map<string, PromptVersion>> {
  const { rows } = await sql.query<PromptVersion>(
    `select ${VERSION_COLUMNS} from ${VERSION_FROM} where p.studio_id = $1 and v.id = any($2::uuid[])`,
    [studioId, keepIds(ids)],
  );
  return byId(rows);
}

/** Every version of each prompt, the first first, by the prompt's id. */
export async function loadPromptVersionsOf(
  sql: Sql,
  studioId: string,
  promptIds: readonly string[],
): Promise<Map<string, PromptVersion[]>> {
  const { rows } = await sql.query<PromptVersion>(
    `select ${VERSION_COLUMNS} from ${VERSION_FROM} where p.studio_id = $1 and p.id = any($2::uuid[]) order by v.version`,
    [studioId, keepIds(promptIds)],
  );
  return groupBy(rows, ({ promptId }) => promptId);
}

function choose(studioId: string, { text, tags = [], archived = false }: PromptFilter = {}): Conditions {
  return new Conditions()
    .add('p.studio_id = ?', studioId)
    .add('(p.archived_at is not null) = ?', archived)
    .add(`p.name || ' ' || array_to_string(p.tags, ' ') || ' ' || v.template ilike all (?::text[])`, toPatterns(text))
    .add(
      'p.tags @> ?::text[]',
      tags.map((tag) => tag.replaceAll('\0', '')),
    );
}
