import { Readable } from 'node:stream';
import {
  createDataset,
  createDatasetSnapshot,
  createLocalStorage,
  createReport,
  followReportEvents,
  listModels,
  saveUpload,
  type Database,
  type EvaluationReport,
  type Listener,
  type MetricName,
  type ReportEvent,
  type Upload,
} from '@contrapposto/platform';
import type { ReportResults } from '@contrapposto/eval';
import type { Recipe } from '@contrapposto/model-core';
import sharp from 'sharp';
import { POSES, type Workshop } from './test-worker.js';

/** Pictures are squares of this side, pixels. */
const SIDE = 64;

/** Six samples, three in each of two scenes, each with a picture of its own. */
export const SAMPLE_KEYS = ['a1', 'a2', 'a3', 'b1', 'b2', 'b3'] as const;

/** Any picture, another one for every number: what is in it does not matter. */
export function paintPicture(number: number): Promise<Buffer> {
  const data = Uint8Array.from({ length: SIDE * SIDE * 3 }, (_, index) => (index * (number * 7 + 3)) % 256);
  return sharp(data, { raw: { width: SIDE, height: SIDE, channels: 3 } })
    .png()
    .toBuffer();
}

export function upload(
  { database, config, studio: { studioId } }: Workshop,
  content: Buffer,
  fileName: string,
): Promise<Upload> {
  const storage = createLocalStorage(config.storage);
  return saveUpload(database, storage, { studioId, fileName, content: Readable.from([content]), limitBytes: 1e7 });
}

/** @returns the snapshot's id */
export async function createSnapshot(workshop: Workshop, name: string): Promise<string> {
  const { database, studio } = workshop;
  const { studioId } = studio;
  const { id: datasetId } = await createDataset(database, { studioId, name });
  const samples = [];
  for (const [index, key] of SAMPLE_KEYS.entries()) {
    const { sha256 } = await upload(workshop, await paintPicture(index), `${key}.png`);
    const scene = key.startsWith('a') ? 'cartoon' : 'oil painting';
    samples.push({ key, scene, caption: `${scene}, a dancer`, pose: { ...POSES[index]! }, sha256 });
  }
  return (await createDatasetSnapshot(database, studioId, { datasetId, samples })).snapshot.id;
}

/** A report of the workshop's tiny model, which a worker has made known. */
export async function enqueueModelReport(
  workshop: Workshop,
  snapshotId: string,
  metrics: readonly MetricName[],
  change: Partial<Pick<Recipe, 'numInferenceSteps' | 'width'>> & {
    readonly limit?: number;
    readonly bootstrap?: boolean;
  } = {},
): Promise<EvaluationReport> {
  const { database, studio } = workshop;
  const { edges } = await listModels(database, { first: 100 });
  const { id: modelId } = edges.map(({ node }) => node).find(({ name }) => name === 'tiny')!;
  const { numInferenceSteps = 4, width = 64, limit, bootstrap = false } = change;
  const {
    pose: _pose,
    prompt: _prompt,
    seed: _seed,
    ...template
  } = workshop.createRecipe({ numInferenceSteps, width });
  const request = {
    snapshotId,
    metrics: [...metrics],
    bootstrap,
    seed: 100,
    ...(limit !== undefined && { limit }),
    generator: {
      kind: 'MODEL' as const,
      modelId,
      recipe: JSON.parse(JSON.stringify(template)) as Record<string, never>,
    },
  };
  return (await createReport(database, studio.studioId, { name: 'tiny', request })).report;
}

/** All events to the last. */
export async function followReport(database: Database, listener: Listener, id: string): Promise<ReportEvent[]> {
  const events: ReportEvent[] = [];
  for await (const event of followReportEvents(database, listener, id)) events.push(event);
  return events;
}

export function resultsOf({ results }: EvaluationReport): ReportResults {
  return results as unknown as ReportResults;
}
