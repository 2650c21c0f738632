import type { Pose } from '@contrapposto/pose';
import { readVectors } from '../../../tools/golden/vector-file.js';
import { createRecipe, type RecipeRequest } from './create-recipe.js';
import { CanceledError, ModelCoreError } from './errors.js';
import type { PipelineEvent, PipelineOptions, PipelineResult, StepEvent } from './pipeline-types.js';
import type { Recipe } from './recipe.js';
import { runSingleBranchPipeline } from './single-branch-pipeline.js';
import { computeLargestError } from './testing/compute-largest-error.js';
import { createAnalyticParts, SCALING_FACTOR, type AnalyticParts } from './testing/analytic-parts.js';

const vectors = readVectors('pipeline');
const { width, height, joints, schedulerConfig, cases } = vectors.meta as {
  width: number;
  height: number;
  joints: [number, number][];
  schedulerConfig: Record<string, unknown>;
  cases: { changes: unknown; pose: boolean; settings: Partial<RecipeRequest> }[];
};

const figure: Pose = {
  skeleton: 'coco17',
  width,
  height,
  people: [{ keypoints: joints.map(([x, y]) => ({ x, y, visibility: 2 })) }],
};
const model = { name: 'analytic', digest: 'none' };

function recipeOf(changes: Partial<RecipeRequest> = {}): Recipe {
  const basic = { model, family: 'humansd', prompt: 'ink_painting', negativePrompt: 'blurry', pose: figure } as const;
  return createRecipe({ ...basic, seed: 11, width, height, numInferenceSteps: 6, guidanceScale: 3, ...changes });
}

function textRecipeOf(changes: Partial<RecipeRequest> = {}): Recipe {
  return recipeOf({ family: 'text-only', pose: null, ...changes });
}

interface Run {
  readonly parts: AnalyticParts;
  readonly result: PipelineResult;
  readonly events: readonly PipelineEvent[];
}

async function run(recipe: Recipe, options: PipelineOptions = {}): Promise<Run> {
  const parts = createAnalyticParts(recipe.pose ? 8 : 4, schedulerConfig);
  const events: PipelineEvent[] = [];
  const result = await runSingleBranchPipeline(parts, recipe, {
    ...options,
    onEvent: (event) => void events.push(event),
  });
  return { parts, result, events };
}

const stepsOf = (events: readonly PipelineEvent[]): StepEvent[] =>
  events.flatMap((event) => (event.type === 'step' ? [event] : []));

describe('the whole way', () => {
  it.each(cases.map((entry, index): [string, number] => [JSON.stringify(entry.changes), index]))(
    'gives the latents and the picture of the reference loop over diffusers: %s',
    async (_, index) => {
      const { pose, settings } = cases[index]!;
      const recipe = pose ? recipeOf(settings) : textRecipeOf(settings);
      const { parts, result } = await run(recipe);

      const decoded = parts.calls.flatMap((call) => (call.port === 'decode' ? [...call.latents.data] : []));
      const latents = decoded.map((value) => value * SCALING_FACTOR);
      expect(computeLargestError(latents, vectors.float32(`${String(index)}/latents`))).toBeLessThan(1e-5);

      const image = vectors.uint8(`${String(index)}/image`);
      const offBy = result.image.data.map((value, at) => Math.abs(value - (image[at] ?? NaN)));
      expect(result.image).toMatchObject({ width, height, channels: 3 });
      expect(offBy).toHaveLength(image.length);
      expect(Math.max(...offBy)).toBeLessThanOrEqual(1);
    },
  );

  it('gives the same bytes for the same recipe, and others for another seed', async () => {
    const [first, again, other] = [await run(recipeOf()), await run(recipeOf()), await run(recipeOf({ seed: 12 }))];
    expect(again.result.image).toEqual(first.result.image);
    expect(other.result.image).not.toEqual(first.result.image);
  });

  it('holds the pose in both guidance branches and lets it act on the picture', async () => {
    const { parts, result } = await run(recipeOf());
    for (const call of parts.calls) {
      if (call.port !== 'predict') continue;
      expect(call.sample.dims).toEqual([2, 8, height / 4, width / 4]);
      const half = call.sample.data.length / 2;
      expect(call.sample.data.slice(0, half)).toEqual(call.sample.data.slice(half));
    }
    const mirrored = figure.people.map(({ keypoints }) => ({
      keypoints: keypoints.map((k) => ({ ...k, x: width - k.x })),
    }));
    const moved = await run(recipeOf({ pose: { ...figure, people: mirrored } }));
    expect(moved.result.image).not.toEqual(result.image);
  });

  it('runs the conditional branch alone without guidance', async () => {
    const { parts } = await run(recipeOf({ guidanceScale: 1 }));
    expect(parts.calls[0]).toEqual({ port: 'encode-prompt', branches: 1 });
    const predicted = parts.calls.flatMap((call) => (call.port === 'predict' ? [call.sample.dims[0]] : []));
    expect(predicted).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('draws no skeleton for a text-only model', async () => {
    const { parts, result } = await run(textRecipeOf());
    expect(result.skeleton).toBeNull();
    expect(parts.calls.some(({ port }) => port === 'encode')).toBe(false);
    expect(result.timings['encode-skeleton']).toBe(0);
  });

  it('returns the skeleton as the model saw it', async () => {
    const { result } = await run(recipeOf({ renderSize: 256 }));
    expect(result.skeleton).toMatchObject({ width, height, channels: 3 });
    expect(new Set(result.skeleton?.data).size).toBeGreaterThan(17);
  });
});

describe('progress', () => {
  it('tells the stages in order and every step with its timestep', async () => {
    const { events } = await run(recipeOf({ scheduler: 'ddim' }));
    expect(events.map((event) => (event.type === 'stage' ? event.stage : event.stepIndex))).toEqual([
      'tokenize',
      'encode-prompt',
      'render-skeleton',
      'encode-skeleton',
      'prepare-latents',
      'denoise',
      0,
      1,
      2,
      3,
      4,
      5,
      'decode',
    ]);
    expect(stepsOf(events).map(({ timestep }) => timestep)).toEqual([831, 665, 499, 333, 167, 1]);
    expect(stepsOf(events).every(({ stepCount }) => stepCount === 6)).toBe(true);
  });

  it('takes 49 of 50 steps as HumanSD does', async () => {
    const { events } = await run(recipeOf({ preset: 'humansd-compat', numInferenceSteps: undefined }));
    const steps = stepsOf(events);
    expect([steps.length, steps[0]?.timestep, steps.at(-1)?.timestep]).toEqual([49, 961, 1]);
  });

  it('puts a preview into every n-th step, of latent size', async () => {
    const { events } = await run(recipeOf(), { previewEverySteps: 3 });
    const previews = stepsOf(events).map(
      ({ preview }) => preview && [preview.width, preview.height, preview.data.length],
    );
    const size = [width / 4, height / 4, (width / 4) * (height / 4) * 3];
    expect(previews).toEqual([undefined, undefined, size, undefined, undefined, size]);
  });

  it('times every stage by the clock that it is given', async () => {
    let tick = 0;
    const { result } = await run(recipeOf(), { now: () => (tick += 10) });
    expect(result.timings).toMatchObject({ tokenize: 10, 'render-skeleton': 10, decode: 10 });
    expect(result.timings.denoise).toBeGreaterThan(10);
  });
});

describe('cancelling', () => {
  it.each([0, 1, 4])('stops within one step after %d', async (after) => {
    const parts = createAnalyticParts(8, schedulerConfig);
    const signal = { aborted: after === 0 };
    const onEvent = (event: PipelineEvent): void => {
      if (event.type === 'step' && event.stepIndex + 1 === after) signal.aborted = true;
    };
    const running = runSingleBranchPipeline(parts, recipeOf(), { signal, onEvent });
    await expect(running).rejects.toThrow(CanceledError);
    await expect(running).rejects.toMatchObject({ code: 'CANCELED', completedSteps: after, stepCount: 6 });
    expect(parts.calls.filter(({ port }) => port === 'predict')).toHaveLength(after);
  });

  it('is heard after the last step as well', async () => {
    const signal = { aborted: false };
    const onEvent = (event: PipelineEvent): void => {
      if (event.type === 'stage' && event.stage === 'decode') signal.aborted = true;
    };
    const running = runSingleBranchPipeline(createAnalyticParts(8, schedulerConfig), recipeOf(), { signal, onEvent });
    await expect(running).rejects.toMatchObject({ code: 'CANCELED', completedSteps: 6 });
  });
});

describe('warnings', () => {
  it('names what was cut from the prompts', async () => {
    const { result } = await run(recipeOf({ prompt: 'ink_painting of a dancer', negativePrompt: 'blurry and dull' }));
    expect(result.warnings).toEqual([
      {
        code: 'PROMPT_TRUNCATED',
        message: 'The prompt has 24 tokens, of which the model reads 12. Not read: " of a dancer".',
      },
      { code: 'NEGATIVE_PROMPT_TRUNCATED', message: expect.stringContaining('Not read: "ull"') },
    ]);
  });

  it('tells of a pose brought to another size, of joints off the canvas, and of an unknown scheduler key', async () => {
    const large = { ...figure, width: 2 * width, height: 2 * height };
    const fitted = await run(recipeOf({ pose: large }));
    expect(fitted.result.warnings).toEqual([
      { code: 'POSE_FITTED', message: 'The pose was brought from 128 x 96 to 64 x 48 pixels (letterbox).' },
    ]);
    const [person] = figure.people;
    const keypoints = (person?.keypoints ?? []).map((k, joint) => (joint === 10 ? { ...k, x: -20 } : k));
    const cut = await run(recipeOf({ pose: { ...figure, people: [{ keypoints }] } }));
    expect(cut.result.warnings).toEqual([{ code: 'SKELETON', message: expect.stringContaining('right_wrist') }]);
    const parts = createAnalyticParts(8, { ...schedulerConfig, clip_sampel: true });
    const { warnings } = await runSingleBranchPipeline(parts, recipeOf());
    expect(warnings).toEqual([{ code: 'SCHEDULER_CONFIG', message: expect.stringContaining('clip_sample') }]);
  });
});

describe('what cannot be', () => {
  const refuse = async (recipe: Recipe, inChannels: 4 | 8 = 8): Promise<unknown> => {
    const parts = createAnalyticParts(inChannels, schedulerConfig);
    const error: unknown = await runSingleBranchPipeline(parts, recipe).catch((reason: unknown) => reason);
    expect(parts.calls.filter(({ port }) => port === 'predict')).toEqual([]);
    expect(error).toBeInstanceOf(ModelCoreError);
    return error;
  };

  it('a pose for a UNet of four channels', async () => {
    expect(await refuse(recipeOf(), 4)).toMatchObject({
      code: 'POSE_NOT_SUPPORTED',
      message: expect.stringContaining('expected a UNet of 8 input channels to hold a pose, got one of 4'),
    });
  });

  it('no pose for a UNet of eight', async () => {
    expect(await refuse(textRecipeOf(), 8)).toMatchObject({ code: 'POSE_REQUIRED' });
  });

  it.each([
    [{ width: 60 }, 'expected a width that is a multiple of 8 pixels for this model, got 60. Nearest: 56 and 64.'],
    [{ height: 100 }, 'expected a height that is a multiple of 8 pixels for this model, got 100. Nearest: 96 and 104.'],
  ])('the size %j', async (size, message) => {
    expect(await refuse(recipeOf(size))).toMatchObject({ code: 'INVALID_SIZE', message });
  });

  it.each([
    ['nobody', []],
    ['a person without joints', [{ keypoints: joints.map(() => ({ x: 0, y: 0, visibility: 0 as const })) }]],
    ['a person off the canvas', [{ keypoints: joints.map(([x, y]) => ({ x: x + 5000, y, visibility: 2 as const })) }]],
  ])('an empty skeleton: %s', async (_, people) => {
    expect(await refuse(recipeOf({ pose: { ...figure, people } }))).toMatchObject({ code: 'EMPTY_SKELETON' });
  });

  it('an autoencoder and a UNet that do not belong together', async () => {
    const parts = createAnalyticParts(8, schedulerConfig);
    const mixed = { ...parts, denoiser: { ...parts.denoiser, inChannels: 9 } };
    await expect(runSingleBranchPipeline(mixed, recipeOf())).rejects.toMatchObject({ code: 'MODEL_MISMATCH' });
  });

  it('a UNet that gives NaN, named with its step', async () => {
    const parts = createAnalyticParts(8, schedulerConfig);
    const predict: typeof parts.denoiser.predict = async (...inputs) => {
      const prediction = await parts.denoiser.predict(...inputs);
      prediction.data[3] = inputs[1] < 500 ? NaN : 0;
      return prediction;
    };
    const broken = { ...parts, denoiser: { ...parts.denoiser, predict } };
    await expect(runSingleBranchPipeline(broken, recipeOf({ scheduler: 'ddim' }))).rejects.toMatchObject({
      code: 'NON_FINITE_OUTPUT',
      message: expect.stringContaining('after step 3 of 6'),
    });
  });

  it('a UNet that gives another shape, with both named', async () => {
    const parts = createAnalyticParts(8, schedulerConfig);
    const predict: typeof parts.denoiser.predict = (sample) => Promise.resolve(sample);
    const broken = { ...parts, denoiser: { ...parts.denoiser, predict } };
    await expect(runSingleBranchPipeline(broken, recipeOf())).rejects.toThrow(
      "expected the UNet's prediction of shape (2, 4, 12, 16), got (2, 8, 12, 16)",
    );
  });
});
