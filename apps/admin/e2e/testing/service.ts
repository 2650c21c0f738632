import { cpSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createTemporaryFolder, useTestDatabase } from '@contrapposto/platform/testing';
import { type Program, ROOT, startProgram } from './program.js';

/** A model of the real architecture with random weights. */
const TINY_MODEL = path.join(ROOT, 'tools', 'golden', 'vectors', 'onnx', 'humansd');
const POSE_ESTIMATOR = path.join(ROOT, 'models', 'mannequin', 'pose_estimator');

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

/** The whole service as it is built, on a database of the spec's own. */
export interface Service {
  readonly url: string;
  /** Ends the API, and starts it anew at the same address. */
  restartApi(): Promise<void>;
  /** While `work` lasts nothing is heard of the picture that is being made, and it does not get done. */
  whileWorkerIsHeld<T>(work: () => Promise<T>): Promise<T>;
}

function copyTinyModel(folder: string): string {
  cpSync(TINY_MODEL, folder, { recursive: true });
  cpSync(POSE_ESTIMATOR, path.join(folder, 'pose_estimator'), { recursive: true });
  const manifest = { schemaVersion: 1, name: 'tiny', licence: 'CC0-1.0', latentPreview: LATENT_PREVIEW };
  writeFileSync(path.join(folder, 'contrapposto.json'), JSON.stringify(manifest));
  return folder;
}

async function startApi(environment: Readonly<Record<string, string>>): Promise<{ api: Program; url: string }> {
  const api = startProgram('apps/api/dist/main.js', environment);
  const { url } = await api.heard('listening');
  return { api, url: String(url) };
}

/** Starts database, API and a worker with a tiny model for a spec file. */
export function useService(): { readonly current: Service } {
  const database = useTestDatabase();
  const folder = createTemporaryFolder();
  const programs: Program[] = [];
  let service: Service;

  beforeAll(async () => {
    const environment = {
      DATABASE_URL: database.current.url,
      CONTRAPPOSTO_STORAGE: path.join(folder.path, 'files'),
      CONTRAPPOSTO_EXAMPLE_REPORTS: 'off',
      CONTRAPPOSTO_MODELS: copyTinyModel(path.join(folder.path, 'tiny')),
    };
    const { api, url } = await startApi({ ...environment, PORT: '0' });
    programs.push(api);
    const worker = startProgram('apps/worker/dist/main.js', environment);
    programs.push(worker);
    await worker.heard('worker is ready');
    const restartApi = async () => {
      await programs[0]!.end('SIGKILL');
      programs[0] = (await startApi({ ...environment, PORT: new URL(url).port })).api;
    };
    service = { url, restartApi, whileWorkerIsHeld: (work) => worker.whileHeld(work) };
  });
  afterAll(async () => {
    await Promise.all(programs.map((program) => program.end()));
    folder.remove();
  });
  return {
    get current() {
      return service;
    },
  };
}
