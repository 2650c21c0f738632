import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { findRecipeText } from '@contrapposto/backends/png';
import { formatRecipe } from '@contrapposto/model-core';
import {
  createLocalStorage,
  getGeneration,
  listBackends,
  listModels,
  type GenerationEvent,
} from '@contrapposto/platform';
import sharp from 'sharp';
import { POSES, ROOT, useWorkshop } from './testing/test-worker.js';

const PROGRAM = path.join(ROOT, 'tools', 'cli', 'bin', 'contrapposto.js');

describe('a worker', () => {
  const workshop = useWorkshop();
  const shop = () => workshop.current;
  const rows = async <Row extends Record<string, unknown>>(table: string, id: string) =>
    (await shop().database.query<Row>(`select * from ${table} where generation_id = $1`, [id])).rows;
  beforeAll(() => shop().start());
  const typesOf = (events: readonly GenerationEvent[]) => events.map(({ type }) => type);

  it('makes its models and backends known', async () => {
    const { edges: models } = await listModels(shop().database, { first: 10 });
    const { info } = shop().artifact;
    expect(models.map(({ node }) => node)).toContainEqual(
      expect.objectContaining({
        name: 'tiny',
        digest: info.digest,
        family: 'humansd',
        licence: 'CC0-1.0',
        defaults: expect.objectContaining({
          width: info.defaultSize.width,
          scheduler: 'ddim',
          numInferenceSteps: 50,
          sizeMultiple: info.sizeMultiple,
        }),
      }),
    );
    const { edges: backends } = await listBackends(shop().database, { first: 10 });
    expect(backends.map(({ node }) => node)).toMatchObject([
      { worker: 'worker', name: 'onnx', device: 'cpu', usable: true, healthy: true, reasons: [] },
    ]);
  });

  it('brings a generation from the queue to its picture, with all that belongs to it', async () => {
    const pose = POSES.find(({ people }) => people.length === 2)!;
    const id = await shop().enqueue({ numInferenceSteps: 30, pose });
    const events = await shop().follow(id);

    expect(events.map(({ seq }) => seq)).toEqual(events.map((_event, index) => index + 1));
    expect(new Set(typesOf(events))).toEqual(new Set(['QUEUED', 'STARTED', 'PROGRESS', 'PREVIEW', 'SUCCEEDED']));
    const steps = events.filter(({ type, payload }) => type === 'PROGRESS' && payload.stage === 'denoise');
    for (const { payload } of steps.filter(({ payload: { stepIndex } }) => stepIndex !== undefined))
      expect(payload).toMatchObject({ stepCount: 30, etaMs: expect.any(Number) });
    const { picture } = events.find(({ type }) => type === 'PREVIEW')!.payload as { picture: string };
    const preview = await sharp(Buffer.from(picture.replace('data:image/png;base64,', ''), 'base64')).metadata();
    expect(Math.max(preview.width, preview.height)).toBeLessThanOrEqual(64);

    const images = await rows<{ kind: string; sha256: string; width: number; height: number }>('generated_images', id);
    expect(images.map(({ kind }) => kind).sort()).toEqual(['PICTURE', 'SKELETON', 'THUMBNAIL']);
    for (const { sha256, width, height } of images) {
      const bytes = await createLocalStorage(shop().config.storage).read(sha256);
      expect(await sharp(bytes).metadata()).toMatchObject({ width, height });
    }
    const [fidelity] = await rows('fidelities', id);
    expect(fidelity).toMatchObject({ people_count_error: expect.any(Number), joints: expect.any(Array) });
    expect(fidelity!.joints).toHaveLength(17);
    expect(fidelity!.object_keypoint_similarity).toEqual(expect.any(Number));
    const { rows: ended } = await shop().database.query('select backend_id, timings from generations where id = $1', [
      id,
    ]);
    expect(ended[0]).toMatchObject({ backend_id: expect.any(String), timings: { denoise: expect.any(Number) } });
  });

  it('draws what the command line draws, to the byte', async () => {
    if (!existsSync(path.join(ROOT, 'tools', 'cli', 'dist', 'main.js')))
      throw new Error('expected a build of the command line, got none (tools/cli/dist). Run: npm run build');
    const id = await shop().enqueue({ seed: 7, scheduler: 'euler', guidanceScale: 3 });
    await shop().follow(id);
    const [picture] = (await rows<{ kind: string; sha256: string }>('generated_images', id)).filter(
      ({ kind }) => kind === 'PICTURE',
    );
    const bytes = await createLocalStorage(shop().config.storage).read(picture!.sha256);
    expect(findRecipeText(bytes)).toBe(
      formatRecipe(shop().createRecipe({ seed: 7, scheduler: 'euler', guidanceScale: 3 })),
    );

    const [made, again] = ['made.png', 'again.png'].map((name) => path.join(shop().folder, name));
    await writeFile(made!, bytes);
    const args = ['generate', '--recipe', made!, '--model', shop().modelFolder, '--out', again!];
    await promisify(execFile)(process.execPath, [PROGRAM, ...args]);
    expect((await readFile(again!)).equals(bytes)).toBe(true);
  });

  it('fails what it has no model for, in words, and goes on', async () => {
    const model = { name: 'elsewhere', digest: 'f'.repeat(64) };
    const lost = await shop().enqueue({ model }, 1);
    expect((await shop().follow(lost)).at(-1)).toMatchObject({
      type: 'FAILED',
      payload: { code: 'MODEL_UNAVAILABLE' },
    });
    expect((await getGeneration(shop().database, lost)).errorMessage).toContain('elsewhere');
    const next = await shop().enqueue();
    expect((await shop().follow(next)).at(-1)!.type).toBe('SUCCEEDED');
  });

  it('refuses a recipe that its model cannot run, without another try', async () => {
    const id = await shop().enqueue({ width: 68 });
    const events = await shop().follow(id);
    expect(typesOf(events).filter((type) => type === 'STARTED')).toHaveLength(1);
    expect(events.at(-1)).toMatchObject({ type: 'FAILED', payload: { code: 'INVALID_RECIPE' } });
  });
});
