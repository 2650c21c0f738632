import type { Database, Transaction } from '../database/database.js';
import { PlatformError } from '../errors.js';
import { keyReused } from '../work/key-reused.js';
import { queueNew } from '../work/work-jobs.js';
import { createPartsReader, type FoundParts, type FreezeRecipe } from './freeze.js';
import {
  digestOf,
  digestRequest,
  type GenerationRequest,
  type GenerationRequestInput,
  parseRequest,
} from './generation-request.js';
import { GENERATION } from './generation-work.js';
import { type Generation, GENERATION_COLUMNS } from './vocabulary.js';

export interface CreatedGeneration {
  readonly generation: Generation;
  /** False: the idempotency key was known, and this is the generation it stands for. */
  readonly created: boolean;
}

/** A batch larger than this is several: one transaction must not hold up the others for long. */
export const BATCH_LIMIT = 500;

/** See createGenerations. */
export async function createGeneration(
  database: Database,
  freeze: FreezeRecipe,
  input: GenerationRequestInput,
): Promise<CreatedGeneration> {
  const [only] = await createGenerations(database, freeze, [input]);
  return only!;
}

/**
 * Puts generations into the queue: for each its row, its first event (seq 1, QUEUED) and its job, all in one transaction. Where one
 * request is refused, none is taken.
 *
 * @throws PlatformError INVALID_INPUT, NOT_FOUND, IDEMPOTENCY_KEY_REUSED
 */
export async function createGenerations(
  database: Database,
  freeze: FreezeRecipe,
  inputs: readonly GenerationRequestInput[],
): Promise<CreatedGeneration[]> {
  assertBatchSize(inputs.length);
  const requests = inputs.map(parseRequest);
  return database.transaction(async (tx) => {
    const readParts = createPartsReader(tx);
    const created: CreatedGeneration[] = [];
    for (const request of requests)
      created.push((await findByKey(tx, request)) ?? (await create(tx, request, await readParts(request), freeze)));
    const added = created.filter((one) => one.created).map(({ generation }) => generation);
    if (added.length > 0) await queueNew(tx, GENERATION, added);
    return created;
  });
}

async function create(
  tx: Transaction,
  request: GenerationRequest,
  { parts, licences }: FoundParts,
  freeze: FreezeRecipe,
): Promise<CreatedGeneration> {
  const generation = await insert(tx, request, freeze(parts), licences);
  // Another transaction with the same key committed between our look and our insert.
  if (generation === null) return (await findByKey(tx, request))!;
  return { generation: { ...generation, lastSeq: 1 }, created: true };
}

/**
 * Null where the key is taken. The unique index makes the second of two such transactions wait for the first: if that one commits, this
 * inserts nothing.
 */
async function insert(
  tx: Transaction,
  request: GenerationRequest,
  recipe: Readonly<Record<string, unknown>>,
  licences: FoundParts['licences'],
): Promise<Generation | null> {
  const { rows } = await tx.query<Generation>(
    `insert into generations (studio_id, created_by, idempotency_key, request_digest, pose_version_id, prompt_version_id, model_id,
       recipe, recipe_digest, licences, priority, max_attempts)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     on conflict (studio_id, idempotency_key) do nothing
     returning ${GENERATION_COLUMNS}`,
    [
      request.studioId,
      request.createdBy ?? null,
      request.idempotencyKey ?? null,
      digestRequest(request),
      request.poseVersionId ?? null,
      'versionId' in request.prompt ? request.prompt.versionId : null,
      request.modelId,
      JSON.stringify(recipe),
      digestOf(recipe),
      JSON.stringify(licences),
      request.priority,
      request.maxAttempts,
    ],
  );
  return rows[0] ?? null;
}

async function findByKey(tx: Transaction, request: GenerationRequest): Promise<CreatedGeneration | null> {
  const { studioId, idempotencyKey } = request;
  if (idempotencyKey === undefined) return null;
  const { rows } = await tx.query<Generation & { requestDigest: string }>(
    `select ${GENERATION_COLUMNS}, request_digest as "requestDigest" from generations where studio_id = $1 and idempotency_key = $2`,
    [studioId, idempotencyKey],
  );
  if (!rows[0]) return null;
  const { requestDigest, ...generation } = rows[0];
  if (requestDigest !== digestRequest(request)) throw keyReused(GENERATION, idempotencyKey, generation.id);
  return { generation, created: false };
}

function assertBatchSize(size: number): void {
  if (size >= 1 && size <= BATCH_LIMIT) return;
  throw new PlatformError(size === 0 ? 'INVALID_INPUT' : 'TOO_MANY', {
    expected: `1 to ${BATCH_LIMIT} requests`,
    got: String(size),
    where: 'createGenerations',
    advice: 'Send several batches.',
  });
}
