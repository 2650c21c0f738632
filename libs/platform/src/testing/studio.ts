import type { Sql } from '../database/database.js';
import type { FreezeRecipe } from '../generations/freeze.js';
import type { GenerationRequestInput } from '../generations/generation-request.js';

/** A freezer that keeps what it was given: specs look at the parts. */
export const keepParts: FreezeRecipe = (parts) => ({ ...parts });

export interface TestStudio {
  readonly studioId: string;
  readonly modelId: string;
  readonly poseVersionId: string;
  readonly promptVersionId: string;
  /** A request with nothing special about it. */
  readonly request: GenerationRequestInput;
}

const POSE = { skeleton: 'coco17', width: 64, height: 64, people: [{ keypoints: [{ x: 1, y: 2, visibility: 2 }] }] };
const SLOTS = [{ type: 'choice', name: 'scene', choices: ['cartoon', 'oil painting'], default: 'cartoon' }];

/** A studio with one of everything that a request refers to. */
export async function createTestStudio(sql: Sql, slug = 'studio'): Promise<TestStudio> {
  const insert = async (text: string, values: readonly unknown[]) =>
    (await sql.query<{ id: string }>(`insert into ${text} returning id`, values)).rows[0]!.id;
  const studioId = await insert('studios (slug, name) values ($1, $1)', [slug]);
  const modelId = await insert('models (name, digest, family) values ($1, $1, $2)', [`${slug}-tiny`, 'humansd']);
  const libraryId = await insert('pose_libraries (studio_id, name) values ($1, $2)', [studioId, 'starter']);
  const poseId = await insert('poses (library_id, name, current_version) values ($1, $2, 1)', [libraryId, 'dancer']);
  const poseVersionId = await insert('pose_versions (pose_id, version, pose) values ($1, 1, $2)', [
    poseId,
    JSON.stringify(POSE),
  ]);
  const promptId = await insert('prompts (studio_id, name, current_version) values ($1, $2, 1)', [studioId, 'dance']);
  const promptVersionId = await insert(
    'prompt_versions (prompt_id, version, template, negative_prompt, slots) values ($1, 1, $2, $3, $4)',
    [promptId, '{scene}, a dancer', 'blurry', JSON.stringify(SLOTS)],
  );
  const request = { studioId, modelId, poseVersionId, prompt: { text: 'a dancer' }, seed: 1 };
  return { studioId, modelId, poseVersionId, promptVersionId, request };
}
