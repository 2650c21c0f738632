import { mkdtempSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runInProcess } from './testing/run-in-process.js';
import { runProgram, STARTER_POSES, TINY_MODEL, TINY_TEXT_MODEL } from './testing/run-program.js';
import { copyTinyModel } from './testing/temporary-model.js';

const folder = mkdtempSync(path.join(tmpdir(), 'contrapposto-errors-'));
const inFolder = (name: string): string => path.join(folder, name);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const POSE = ['--pose', `${STARTER_POSES}#dancing`];
const REST = [
  '--prompt',
  'sketch, a man',
  '--model',
  TINY_MODEL,
  '--size',
  '64x64',
  '--steps',
  '2',
  '--out',
  inFolder('x.png'),
];

/** What a person reads for bad input: everything on stderr, nothing on stdout, no stack. */
async function fail(run: typeof runProgram, ...args: string[]) {
  const { code, stdout, stderr } = await run(...args);
  expect(stdout).toBe('');
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(readdirSync(folder)).not.toContain('x.png');
  return { code, stderr };
}

describe('usage', () => {
  it.each([
    ['an unknown command', ['generat'], /unknown command 'generat'\n\(Did you mean generate\?\)/],
    ['an unknown option', ['generate', '--stps', '3'], /unknown option '--stps'\n\(Did you mean --steps\?\)/],
    ['a word for a number', ['generate', '--steps', 'many'], /Expected a whole number from 1 to 1000, got "many"/],
    [
      'a size without pixels',
      ['generate', '--size', '0x64'],
      /Expected WIDTHxHEIGHT in pixels, e\.g\. 128x128, got "0x64"/,
    ],
    ['no pose', ['generate', ...REST], /Expected --pose, got none\.\n {2}For example: --pose /],
    ['no prompt', ['generate', ...POSE, '--model', TINY_MODEL], /Expected --prompt, got none/],
    [
      'an unknown scheduler',
      ['generate', ...POSE, ...REST, '--scheduler', 'dpmp-2m'],
      /"dpmp-2m"\. Did you mean "dpmpp-2m"\?/,
    ],
    ['an unknown preset', ['generate', ...POSE, ...REST, '--preset', 'papers'], /Did you mean "paper"\?/],
    [
      'a recipe and choices beside it',
      ['generate', '--recipe', 'a.png', ...REST],
      /got --prompt, --steps, --size as well/,
    ],
    [
      'a picture of an unknown kind',
      ['pose', 'render', `${STARTER_POSES}#tango`, '--out', 'a.jpg'],
      /ends in \.png or \.svg for --out, got "a\.jpg"/,
    ],
    [
      'a skeleton that COCO cannot hold',
      ['pose', 'convert', STARTER_POSES, '--to', 'openpose18', '--out', 'a.json'],
      /Use coco17 or humanart21/,
    ],
  ])('%s', async (_, args, message) => {
    expect(await fail(runInProcess, ...args)).toEqual({ code: 2, stderr: expect.stringMatching(message) });
  });
});

describe('input', () => {
  beforeAll(() => {
    writeFileSync(inFolder('broken.json'), '{"images": [');
    writeFileSync(inFolder('other.json'), '{"version": 2}');
    writeFileSync(inFolder('plain.png'), readFileSync('docs/architecture.md'));
    const person = { id: 1, image_id: 1, category_id: 1, keypoints: Array.from({ length: 51 }, () => 0) };
    const images = [{ id: 1, file_name: 'nobody', width: 64, height: 64 }];
    const categories = [{ id: 1, name: 'person' }];
    writeFileSync(inFolder('empty.json'), JSON.stringify({ images, annotations: [person], categories }));
  });

  it.each([
    [`${STARTER_POSES}#tangoo`, /"tangoo"\. Did you mean "tango"\?/],
    [STARTER_POSES, /one of 20 poses, got none\. Choose one/],
    ['nowhere.json', /Expected a pose file at nowhere\.json, got ENOENT/],
    [inFolder('broken.json'), /broken\.json/],
    [inFolder('other.json'), /an object with version/],
  ])('--pose %s', async (pose, message) => {
    expect(await fail(runInProcess, 'generate', '--pose', pose, ...REST)).toEqual({
      code: 3,
      stderr: expect.stringMatching(message),
    });
  });

  it('--pose with nobody in it', async () => {
    const failed = await fail(runProgram, 'generate', '--pose', inFolder('empty.json'), ...REST);
    expect(failed).toEqual({ code: 3, stderr: expect.stringMatching(/expected a pose with a limb to draw, got none/) });
  });

  it('--recipe of a file that is no PNG', async () => {
    const failed = await fail(runInProcess, 'generate', '--recipe', inFolder('plain.png'), '--model', TINY_MODEL);
    expect(failed).toEqual({
      code: 3,
      stderr: expect.stringMatching(/Expected a whole PNG at .*plain\.png: .*another kind of file/),
    });
  });
});

describe('model', () => {
  it.each([
    ['manequin', /Expected a model's name or folder, got "manequin"\.\n.*\n.*contrapposto models list/],
    [folder, /model_index\.json/],
  ])('--model %s', async (model, message) => {
    expect(await fail(runInProcess, 'generate', ...POSE, ...REST, '--model', model)).toEqual({
      code: 4,
      stderr: expect.stringMatching(message),
    });
  });

  it('truncated weights', async () => {
    const model = copyTinyModel(inFolder('truncated'));
    truncateSync(path.join(model, 'unet', 'diffusion_pytorch_model.safetensors'), 100_000);
    const failed = await fail(runInProcess, 'generate', ...POSE, ...REST, '--model', model);
    expect(failed).toEqual({ code: 4, stderr: expect.stringMatching(/unet[^]*WEIGHTS_TRUNCATED/) });
  });

  it('missing weights', async () => {
    const model = copyTinyModel(inFolder('missing'));
    rmSync(path.join(model, 'vae', 'diffusion_pytorch_model.safetensors'));
    const failed = await fail(runInProcess, 'models', 'inspect', model);
    expect(failed).toEqual({ code: 4, stderr: expect.stringMatching(/vae[^]*WEIGHTS_MISSING/) });
  });

  it('a config that contradicts its weights', async () => {
    const model = copyTinyModel(inFolder('contradictory'));
    const file = path.join(model, 'unet', 'config.json');
    const config = JSON.parse(readFileSync(file, 'utf8')) as { in_channels: number };
    writeFileSync(file, JSON.stringify({ ...config, in_channels: config.in_channels - 4 }));
    const failed = await fail(runInProcess, 'models', 'inspect', model);
    expect(failed).toEqual({ code: 4, stderr: expect.stringMatching(/conv_in\.weight[^]*CONFIG_CONTRADICTS_WEIGHTS/) });
  });

  it('a pose for a model that reads text only', async () => {
    const failed = await fail(runInProcess, 'generate', ...POSE, ...REST, '--model', TINY_TEXT_MODEL);
    expect(failed).toEqual({ code: 4, stderr: expect.stringMatching(/holds a pose \(8 input channels\)/) });
  });

  it('a size that the model cannot divide', async () => {
    const failed = await fail(runProgram, 'generate', ...POSE, ...REST, '--size', '100x64');
    expect(failed).toEqual({ code: 2, stderr: expect.stringMatching(/multiple of 32[^]*100/) });
  });

  it('a recipe of another model', async () => {
    const made = await runProgram('generate', ...POSE, ...REST, '--out', inFolder('made.png'));
    expect(made.code).toBe(0);
    const other = copyTinyModel(inFolder('other'), { name: 'other' });
    const weights = path.join(other, 'unet', 'diffusion_pytorch_model.safetensors');
    const bytes = readFileSync(weights);
    writeFileSync(weights, bytes.fill(0, bytes.length - 2));
    const failed = await fail(runInProcess, 'generate', '--recipe', inFolder('made.png'), '--model', other);
    expect(failed).toEqual({
      code: 4,
      stderr: expect.stringMatching(/digest [0-9a-f]{64}[^]*got other[^]*MODEL_DIFFERS/),
    });
  });
});

describe('backend and output', () => {
  it('an unknown backend', async () => {
    const failed = await fail(runInProcess, 'generate', ...POSE, ...REST, '--backend', 'onyx');
    expect(failed).toEqual({ code: 5, stderr: expect.stringMatching(/Did you mean "onnx"\?/) });
  });

  it('a full disk', async () => {
    const failed = await fail(runProgram, 'generate', ...POSE, ...REST, '--out', '/dev/full');
    expect(failed).toEqual({ code: 6, stderr: expect.stringMatching(/got ENOSPC[^]*The disk is full/) });
  });

  it.each([
    [
      ['models', 'inspect', 'nowhere'],
      { code: 'MODEL_NOT_FOUND', message: expect.stringContaining('"nowhere"'), exitCode: 4 },
    ],
    [['pose', 'inspect'], { code: 'USAGE', message: "missing required argument 'file'", exitCode: 2 }],
  ])('%j --json is one JSON document on stdout', async (args, error) => {
    const { code, stdout } = await runInProcess(...args, '--json');
    expect({ code, document: JSON.parse(stdout) }).toEqual({ code: error.exitCode, document: { error } });
  });

  it('shows stacks only when asked', async () => {
    const { stderr } = await runInProcess('models', 'inspect', 'nowhere', '--debug');
    expect(stderr).toMatch(/\n {4}at /);
  });
});
