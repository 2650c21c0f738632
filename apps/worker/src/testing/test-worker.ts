import { cpSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRecipe, type Recipe } from '@contrapposto/model-core';
import { openModelFolder, type ModelArtifact } from '@contrapposto/backends';
import {
  createEventListener,
  createGeneration,
  followEvents,
  type Database,
  type GenerationEvent,
  type Listener,
} from '@contrapposto/platform';
import {
  createTemporaryFolder,
  createTestStudio,
  useTestDatabase,
  type TestStudio,
} from '@contrapposto/platform/testing';
import { parsePoseFile } from '@contrapposto/pose';
import { readFileSync } from 'node:fs';
import { startWorker, type Worker } from '../start-worker.js';
import type { WorkerConfig } from '../config.js';

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..', '..', '..');

/** A model of the real architecture with random weights. */
const TINY_MODEL = path.join(ROOT, 'tools', 'golden', 'vectors', 'onnx', 'humansd');
const POSE_ESTIMATOR = path.join(ROOT, 'models', 'mannequin', 'pose_estimator');
const STARTER_POSES = path.join(ROOT, 'models', 'poses', 'starter.coco.json');

/** The first three latents as red, green and blue. */
const LATENT_PREVIEW = {
  factors: [
    [0.2, 0, 0],
    [0, 0.2, 0],
    [0, 0, 0.2],
    [0, 0, 0],
  ],
  bias: [0, 0, 0],
};

/** Flags with which a backend process runs this workspace's source. */
const FROM_SOURCE = [
  '--conditions=@contrapposto/source',
  '--no-warnings',
  '--import',
  new URL('../../../../libs/backends/testing/run-typescript.mjs', import.meta.url).href,
];

export const { poses: POSES } = parsePoseFile(readFileSync(STARTER_POSES), { fileName: 'starter.coco.json' });

/** A database, a storage and a model folder of the spec file's own, and workers on them. */
export interface Workshop {
  readonly database: Database;
  readonly studio: TestStudio;
  readonly folder: string;
  readonly modelFolder: string;
  readonly artifact: ModelArtifact;
  readonly config: WorkerConfig;
  /** Ended by `endWorkers`, or with the file. */
  start(change?: Partial<WorkerConfig>): Promise<Worker>;
  endWorkers(): Promise<void>;
  createRecipe(change?: Partial<Recipe>): Recipe;
  /** @returns the generation's id */
  enqueue(change?: Partial<Recipe>, maxAttempts?: number): Promise<string>;
  /** All events to the last. */
  follow(id: string): Promise<GenerationEvent[]>;
}

export function useWorkshop(): { readonly current: Workshop } {
  const clone = useTestDatabase();
  const folder = createTemporaryFolder();
  const workers: Worker[] = [];
  let listener: Listener;
  let workshop: Workshop;

  beforeAll(async () => {
    listener = createEventListener({ url: clone.current.url });
    workshop = await openWorkshop(clone.current, listener, folder.path, workers);
  });
  afterAll(async () => {
    await workshop.endWorkers();
    await listener.dispose();
    folder.remove();
  });
  return {
    get current() {
      return workshop;
    },
  };
}

async function openWorkshop(
  database: Database,
  listener: Listener,
  folder: string,
  workers: Worker[],
): Promise<Workshop> {
  const modelFolder = copyTinyModel(path.join(folder, 'tiny'));
  const artifact = await openModelFolder(modelFolder);
  const studio = await createTestStudio(database);
  const config: WorkerConfig = {
    databaseUrl: database.url,
    storage: path.join(folder, 'files'),
    modelFolders: [modelFolder],
    plugins: [],
    concurrency: 1,
    worker: 'worker',
    logLevel: 'silent',
    leaseMs: 15_000,
    backendProcess: { execArgv: FROM_SOURCE },
  };
  const createTinyRecipe = (change: Partial<Recipe> = {}) => {
    const { name, digest, family } = artifact.info;
    const small = { width: 64, height: 64, numInferenceSteps: 4, pose: POSES[0]!, prompt: 'a dancer', seed: 1 };
    return createRecipe({ model: { name, digest }, family, ...small, ...change });
  };
  return {
    database,
    studio,
    folder,
    modelFolder,
    artifact,
    config,
    start: async (change = {}) => {
      const worker = await startWorker({ ...config, ...change });
      workers.push(worker);
      return worker;
    },
    endWorkers: async () => {
      await Promise.all(workers.splice(0).map((worker) => worker.dispose()));
    },
    createRecipe: createTinyRecipe,
    enqueue: async (change, maxAttempts = 3) => {
      const freeze = () => ({ ...createTinyRecipe(change) });
      return (await createGeneration(database, freeze, { ...studio.request, maxAttempts })).generation.id;
    },
    follow: async (id) => {
      const events: GenerationEvent[] = [];
      for await (const event of followEvents(database, listener, id)) events.push(event);
      return events;
    },
  };
}

/** The tiny model with the bundled pose estimator, and with previews. */
function copyTinyModel(folder: string): string {
  cpSync(TINY_MODEL, folder, { recursive: true });
  cpSync(POSE_ESTIMATOR, path.join(folder, 'pose_estimator'), { recursive: true });
  const manifest = { schemaVersion: 1, name: 'tiny', licence: 'CC0-1.0', latentPreview: LATENT_PREVIEW };
  writeFileSync(path.join(folder, 'contrapposto.json'), JSON.stringify(manifest));
  return folder;
}
