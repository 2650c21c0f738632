import type { Database } from '../database/database.js';
import { writeEvent } from '../work/append-event.js';
import { assertRetryable } from '../work/assert-retryable.js';
import { enqueueJobs } from '../work/work-jobs.js';
import { GENERATION } from './generation-work.js';
import { getGeneration } from './get-generation.js';
import { type Generation, GENERATION_COLUMNS } from './vocabulary.js';

/**
 * The same recipe once more, as a generation of its own: what has ended stays as it ended, and its events stay complete.
 *
 * @throws PlatformError NOT_FOUND; ILLEGAL_TRANSITION where the generation did not end in FAILED or CANCELED
 */
export function retryGeneration(database: Database, id: string): Promise<Generation> {
  return database.transaction(async (tx) => {
    const { state } = await getGeneration(tx, id);
    assertRetryable(GENERATION, id, state);
    const { rows } = await tx.query<Generation>(
      `insert into generations (studio_id, created_by, request_digest, pose_version_id, prompt_version_id, model_id, recipe, recipe_digest,
         licences, priority, max_attempts, retry_of)
       select studio_id, created_by, request_digest, pose_version_id, prompt_version_id, model_id, recipe, recipe_digest,
         licences, priority, max_attempts, id
       from generations where id = $1
       returning ${GENERATION_COLUMNS}`,
      [id],
    );
    const retried = rows[0]!;
    await writeEvent(tx, GENERATION, retried.id, 'QUEUED', { priority: retried.priority, retryOf: id });
    await enqueueJobs(tx, GENERATION, [retried]);
    return { ...retried, lastSeq: 1 };
  });
}
