import type { Database } from '../database/database.js';
import { createDataset } from '../datasets/edit-dataset.js';
import { createDatasetSnapshot } from '../datasets/create-snapshot.js';
import type { EvaluationRequestInput } from '../reports/evaluation-request.js';
import type { TestStudio } from './studio.js';

const PERSON = { keypoints: Array.from({ length: 17 }, (_, n) => ({ x: n, y: n, visibility: 2 as const })) };
const POSE = { skeleton: 'coco17' as const, width: 64, height: 64, people: [PERSON] };

/** A snapshot of four samples in two scenes, the first of which is of the studio's library. */
export async function createTestSnapshot(database: Database, { studioId, poseVersionId }: TestStudio): Promise<string> {
  const dataset = await createDataset(database, { studioId, name: 'figures', licence: 'CC-BY-4.0' });
  const samples = ['a', 'b', 'c', 'd'].map((key, index) => ({
    key,
    scene: index < 2 ? 'mural' : 'sketch',
    caption: `a figure ${key}`,
    pose: POSE,
    ...(index === 0 && { poseVersionId }),
  }));
  const { snapshot } = await createDatasetSnapshot(database, studioId, { datasetId: dataset.id, samples });
  return snapshot.id;
}

/** A request that a model is to draw. */
export function createTestRequest({ modelId }: TestStudio, snapshotId: string): EvaluationRequestInput {
  return { snapshotId, metrics: ['AP', 'PCE'], seed: 7, generator: { kind: 'MODEL', modelId, recipe: { steps: 2 } } };
}
