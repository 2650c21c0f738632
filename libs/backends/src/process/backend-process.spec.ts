import { fork } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CanceledError, createRecipe, type PipelineEvent, type Recipe } from '@contrapposto/model-core';
import { FROM_SOURCE } from '../../testing/from-source.mjs';
import type { LoadedModel } from '../contract.js';
import { BackendCrashedError } from '../errors.js';
import type { ModelArtifact } from '../model-folder/model-artifact.js';
import { openModelFolder } from '../model-folder/open-model-folder.js';
import onnx from '../onnx/onnx-plugin.js';
import { startBackendProcess, type BackendProcess, type BackendProcessOptions } from './backend-process.js';

const HERE = dirname(fileURLToPath(import.meta.url));
const TESTING = join(HERE, '../../testing');
const FAULTY = join(TESTING, 'plugins/faulty.mjs');
const MODEL = join(HERE, '../../../../tools/golden/vectors/onnx/sd15');

let model: ModelArtifact;
let backend: BackendProcess | undefined;

beforeAll(async () => (model = await openModelFolder(MODEL)));
afterEach(() => backend?.dispose());

async function start(specifier: string, options: BackendProcessOptions = {}): Promise<BackendProcess> {
  return (backend = await startBackendProcess(specifier, { execArgv: FROM_SOURCE, ...options }));
}

async function loadFaulty(options: BackendProcessOptions = {}): Promise<LoadedModel> {
  const { info } = await start(FAULTY, options).then((started) => started.load(model));
  return backend!.load({ ...model, info });
}

function recipe(change: Partial<Recipe> = {}): Recipe {
  const { name, digest, family } = model.info;
  const small = { width: 16, height: 16, numInferenceSteps: 3 };
  return createRecipe({ model: { name, digest }, family, prompt: 'a', seed: 1, ...small, ...change });
}

describe('a backend process', () => {
  it('runs the built-in plugin as it would run here, with its events in order', async () => {
    const loaded = await (await start('onnx')).load(model, { threads: 1 });
    const events: PipelineEvent[] = [];
    const { image } = await loaded.run(recipe(), { onProgress: (event) => events.push(event) });
    expect(loaded.info).toEqual(model.info);
    expect(image).toMatchObject({ width: 16, height: 16, channels: 3 });
    expect(image.data).toBeInstanceOf(Uint8Array);
    expect(events.filter(({ type }) => type === 'step')).toMatchObject([
      { stepIndex: 0 },
      { stepIndex: 1 },
      { stepIndex: 2 },
    ]);
    expect(events[0]).toEqual({ type: 'stage', stage: 'tokenize', at: expect.closeTo(Date.now(), -5) });
    expect(await loaded.estimateMemory(recipe())).toBeGreaterThan(1e6);
    await loaded.dispose();
    await expect(loaded.run(recipe())).rejects.toMatchObject({ code: 'BACKEND_DISPOSED' });
  });

  it('judges pictures with extractors as it would here', async () => {
    const folder = join(TESTING, '../../../tools/golden/vectors/onnx/clip-pair');
    const picture = { width: 2, height: 2, data: Uint8Array.of(9, 8, 7, 250, 90, 4, 30, 200, 100, 1, 2, 3) };
    const backend = await start('onnx');
    const options = { threads: 1 };
    const [remote, local] = [
      await backend.loadExtractor('text-image', { folder }, options),
      await onnx.loadExtractor!('text-image', { folder }, options),
    ];
    expect([remote.identity, remote.resizeFilter]).toEqual([local.identity, local.resizeFilter]);
    expect(await remote.encodeImage(picture)).toEqual(await local.encodeImage(picture));
    expect(await remote.encodeText('a dancer')).toEqual(await local.encodeText('a dancer'));
    await local.dispose();
    await remote.dispose();
    await expect(remote.encodeText('a dancer')).rejects.toMatchObject({ code: 'BACKEND_DISPOSED' });
    await expect(backend.loadExtractor('pose-estimator', { folder })).rejects.toMatchObject({
      code: 'MODEL_FILE_MISSING',
    });
  });

  it('says that its plugin has no extractors', async () => {
    const none = (await start(FAULTY)).loadExtractor('image-features', { folder: MODEL });
    await expect(none).rejects.toMatchObject({ code: 'BACKEND_UNAVAILABLE' });
  });

  it('cancels within a step', async () => {
    const loaded = await (await start('onnx')).load(model, { threads: 1 });
    const controller = new AbortController();
    const steps: PipelineEvent[] = [];
    const onProgress = (event: PipelineEvent) => {
      if (event.type === 'step' && steps.push(event) === 2) controller.abort();
    };
    const run = loaded.run(recipe({ numInferenceSteps: 900 }), { onProgress, signal: controller.signal });
    await expect(run).rejects.toBeInstanceOf(CanceledError);
    // The word of it may take the time of many steps as small as these where the machine is busy; never of them all.
    expect(steps.length).toBeLessThan(500);
    await expect(loaded.run(recipe(), { signal: AbortSignal.abort() })).rejects.toBeInstanceOf(CanceledError);
    await expect(loaded.run(recipe())).resolves.toBeDefined();
  });

  it.each([
    ['exit', { exitCode: 3, signal: null }],
    ['kill', { exitCode: null, signal: 'SIGKILL' }],
    ['throw later', { exitCode: 1, message: expect.stringContaining('the plugin tripped') }],
  ])('survives a plugin that does this: %s', async (prompt, how) => {
    const loaded = await loadFaulty();
    const run = loaded.run(recipe({ prompt }));
    await expect(run).rejects.toBeInstanceOf(BackendCrashedError);
    await expect(run).rejects.toMatchObject({ code: 'BACKEND_CRASHED', ...how });
    await expect(backend!.probe()).rejects.toMatchObject({ code: 'BACKEND_CRASHED' });
    await backend!.ended;
  });

  it('survives a plugin that runs out of memory', async () => {
    const loaded = await loadFaulty({ execArgv: [...FROM_SOURCE, '--max-old-space-size=64'] });
    await expect(loaded.run(recipe({ prompt: 'run out of memory' }))).rejects.toMatchObject({
      code: 'BACKEND_CRASHED',
    });
  });

  it('passes on what a plugin throws, and goes on', async () => {
    const loaded = await loadFaulty();
    const failure = {
      code: 'BACKEND_FAILED',
      message: 'the plugin tripped',
      cause: expect.stringContaining('faulty.mjs'),
    };
    await expect(loaded.run(recipe({ prompt: 'throw' }))).rejects.toMatchObject(failure);
    await expect(backend!.probe()).resolves.toEqual({ usable: false, reasons: ['it is faulty'], devices: [] });
  });

  it.each(['hang', 'block the event loop'])('kills a plugin that is silent for too long: %s', async (prompt) => {
    const loaded = await loadFaulty({ silenceTimeoutMs: 3000 });
    await expect(loaded.run(recipe({ prompt }))).rejects.toMatchObject({ code: 'BACKEND_TIMEOUT' });
    await backend!.ended;
  });

  it('kills a plugin that does not heed an abort', async () => {
    const loaded = await loadFaulty({ abortTimeoutMs: 200 });
    const run = loaded.run(recipe({ prompt: 'hang' }), { signal: AbortSignal.timeout(50) });
    await expect(run).rejects.toMatchObject({ code: 'BACKEND_TIMEOUT' });
  });

  it('fails what is running when it is disposed, and everything later', async () => {
    const loaded = await loadFaulty();
    const run = loaded.run(recipe({ prompt: 'hang' }));
    const failed = expect(run).rejects.toMatchObject({ code: 'BACKEND_DISPOSED' });
    await backend!.dispose();
    await failed;
    await expect(backend!.probe()).rejects.toMatchObject({ code: 'BACKEND_DISPOSED' });
    await expect(loaded.dispose()).resolves.toBeUndefined();
  });

  it('ends when its owner is killed', async () => {
    const owner = fork(join(TESTING, 'owner.mjs'), [FAULTY], { execArgv: [...FROM_SOURCE] });
    const [pid] = (await once(owner, 'message')) as [number];
    expect(isAlive(pid)).toBe(true);
    owner.kill('SIGKILL');
    await waitFor(() => !isAlive(pid));
  });

  it.each([
    ['./missing.mjs', 'PLUGIN_NOT_FOUND', /missing\.mjs.*built-in backend \(onnx\)/s],
    ['onxx', 'PLUGIN_NOT_FOUND', /Did you mean "onnx"/],
    ['./plugins/not-a-plugin.mjs', 'PLUGIN_INVALID', /contractVersion 1, got 2/],
  ])('says why %s is no plugin', async (specifier, code, message) => {
    await expect(start(specifier, { baseFolder: TESTING })).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function waitFor(condition: () => boolean, timeoutMs = 60_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`expected a condition to hold within ${timeoutMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
