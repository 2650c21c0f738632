import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findRecipeText } from '@contrapposto/backends/png';
import type { Recipe } from '@contrapposto/model-core';
import sharp from 'sharp';
import { copyTinyModel, LATENT_PREVIEW } from './testing/temporary-model.js';
import {
  runForDocument,
  runProgram,
  startProgram,
  STARTER_POSES,
  TINY_MODEL,
  TINY_TEXT_MODEL,
} from './testing/run-program.js';

const POSE = ['--pose', `${STARTER_POSES}#tango`];
const MODEL = ['--model', TINY_MODEL];
const PROMPT = ['--prompt', 'oil_painting, a woman and a man dancing the tango'];
const SMALL = ['--size', '64x64', '--steps', '3'];

describe('contrapposto generate', () => {
  let folder: string;
  let previewing: string;
  const inFolder = (name: string): string => path.join(folder, name);
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'contrapposto-generate-'));
    previewing = copyTinyModel(inFolder('model'), { latentPreview: LATENT_PREVIEW });
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('makes a picture that carries its recipe, and the identical file from that recipe', async () => {
    const choices = [
      '--seed',
      '7',
      '--guidance',
      '2.5',
      '--scheduler',
      'euler',
      '--negative',
      'blurry',
      '--fit',
      'stretch',
    ];
    const first = await runForDocument(
      'generate',
      ...POSE,
      ...MODEL,
      ...PROMPT,
      ...SMALL,
      ...choices,
      '--out',
      inFolder('a.png'),
    );
    expect(first).toMatchObject({
      code: 0,
      document: {
        picture: inFolder('a.png'),
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        recipe: {
          schemaVersion: 1,
          family: 'humansd',
          pose: { name: 'tango', people: [{}, {}] },
          poseFit: 'stretch',
          prompt: PROMPT[1],
          negativePrompt: 'blurry',
          seed: 7,
          width: 64,
          height: 64,
          scheduler: 'euler',
          numInferenceSteps: 3,
          guidanceScale: 2.5,
          poseLatents: 'mode',
          skipFirstStep: false,
        },
        timings: { denoise: expect.any(Number) },
      },
    });

    const again = await runProgram('generate', '--recipe', inFolder('a.png'), ...MODEL, '--out', inFolder('b.png'));
    expect(again).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/b\.png\n64x64, seed 7, 3 steps of euler, /),
    });
    const [a, b] = [readFileSync(inFolder('a.png')), readFileSync(inFolder('b.png'))];
    expect(a.equals(b)).toBe(true);
    expect(await sharp(a).metadata()).toMatchObject({ format: 'png', width: 64, height: 64, channels: 3 });
    const recipe = JSON.parse(findRecipeText(a) ?? '') as Recipe;
    expect(recipe).toEqual((first.document as { recipe: Recipe }).recipe);
  });

  it('takes what is not said from the preset, then from the model, and draws another seed each time', async () => {
    const plan = async (...choices: string[]): Promise<Recipe> => {
      const { document } = await runForDocument('generate', ...POSE, ...MODEL, ...PROMPT, '--dry-run', ...choices);
      expect(document).toMatchObject({ recipe: expect.anything(), memoryBytes: expect.any(Number), warnings: [] });
      return (document as { recipe: Recipe }).recipe;
    };
    const compat = {
      scheduler: 'ddim',
      numInferenceSteps: 50,
      guidanceScale: 10,
      poseLatents: 'sample',
      skipFirstStep: true,
    };
    const [first, second] = [await plan('--preset', 'humansd-compat'), await plan('--guidance', '1')];
    expect(first).toMatchObject(compat);
    expect(second).toMatchObject({ guidanceScale: 1, poseLatents: 'mode', skipFirstStep: false });
    expect(first.seed).not.toBe(second.seed);
  });

  it('makes a picture of text alone with a model that reads text alone', async () => {
    const { code, document } = await runForDocument(
      'generate',
      '--model',
      TINY_TEXT_MODEL,
      ...PROMPT,
      ...SMALL,
      '--out',
      inFolder('t.png'),
    );
    expect({ code, document }).toMatchObject({ code: 0, document: { recipe: { family: 'text-only', pose: null } } });
  });

  it('warns of a prompt that was cut, with the part that the model did not see', async () => {
    const prompt = 'a man dancing in a garden and '.repeat(20) + 'juggling';
    const { stderr, code } = await runProgram(
      'generate',
      ...POSE,
      ...MODEL,
      '--prompt',
      prompt,
      ...SMALL,
      '--out',
      inFolder('c.png'),
    );
    expect(code).toBe(0);
    expect(stderr).toMatch(/warning: .*juggling/s);
  });

  it('is stopped by Ctrl-C within a step, with exit code 130 and nothing left behind', async () => {
    const out = path.join(folder, 'canceled', 'a.png');
    const slow = ['--model', previewing, '--size', '256x256', '--steps', '500', '--preview'];
    const { child, ended } = startProgram(['generate', ...POSE, ...PROMPT, ...slow, '--out', out]);
    while (!existsSync(path.join(folder, 'canceled', 'a.preview.png')) && child.exitCode === null) await sleep(20);
    const asked = performance.now();
    child.kill('SIGINT');
    const { code, stderr, stdout } = await ended;
    expect({ code, stdout, stderr }).toEqual({
      code: 130,
      stdout: '',
      stderr: expect.stringMatching(/Canceled\. Nothing was left half-written\.\n$/),
    });
    expect(performance.now() - asked).toBeLessThan(20_000);
    expect(readdirSync(path.join(folder, 'canceled'))).toEqual([]);
  });

  it('leaves no preview beside a finished picture', async () => {
    const out = path.join(folder, 'finished', 'a.png');
    await runProgram(
      'generate',
      ...POSE,
      ...PROMPT,
      '--model',
      previewing,
      '--size',
      '64x64',
      '--steps',
      '8',
      '--preview',
      '--out',
      out,
    );
    expect(readdirSync(path.dirname(out))).toEqual(['a.png']);
  });
});
