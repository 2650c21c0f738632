import type { Pose } from '@contrapposto/pose';
import { createTensor, type Tensor } from '@contrapposto/tensor';
import { repeatForBranches } from './guidance.js';
import { createRecipe, type RecipeRequest } from './create-recipe.js';
import type { PipelineEvent, PipelineOptions, PipelineParts } from './pipeline-types.js';
import type { Denoiser, DenoiserAdditions } from './ports.js';
import { formatRecipe, parseRecipe } from './recipe-json.js';
import type { Recipe } from './recipe.js';
import { runPipeline } from './run-pipeline.js';
import { createAnalyticParts } from './testing/analytic-parts.js';

const [width, height] = [64, 48];
const joints = Array.from({ length: 17 }, (_, joint) => ({
  x: 8 + 3 * joint,
  y: 8 + 2 * joint,
  visibility: 2 as const,
}));
const figure: Pose = { skeleton: 'coco17', width, height, people: [{ keypoints: joints }] };
const schedulerConfig = {
  num_train_timesteps: 1000,
  beta_start: 0.00085,
  beta_end: 0.012,
  beta_schedule: 'scaled_linear',
};

type BranchFamily = 'controlnet' | 't2i-adapter';

function recipeOf(changes: Partial<RecipeRequest> = {}): Recipe {
  const model = { name: 'analytic', digest: 'none' };
  const basic = {
    model,
    family: 'controlnet',
    prompt: 'ink_painting',
    negativePrompt: 'blurry',
    pose: figure,
  } as const;
  return createRecipe({ ...basic, seed: 11, width, height, numInferenceSteps: 4, guidanceScale: 3, ...changes });
}

interface Spied extends PipelineParts {
  readonly conditions: readonly Tensor[];
  readonly additions: readonly (DenoiserAdditions | undefined)[];
}

/** The analytic model of text alone, with a branch and an adapter that tell it the skeleton's picture, cell by cell. */
function createParts(): Spied {
  const parts = createAnalyticParts(4, schedulerConfig);
  const conditions: Tensor[] = [];
  const additions: (DenoiserAdditions | undefined)[] = [];
  const shrink = (condition: Tensor): Tensor => {
    conditions.push(condition);
    const [count = 0, , h = 0, w = 0] = condition.dims;
    const cells = createTensor('float32', [count, 4, h / 4, w / 4]);
    cells.data.forEach((_, cell) => (cells.data[cell] = condition.data[(cell * 12) % condition.data.length]! - 0.3));
    return cells;
  };
  const predict: Denoiser['predict'] = async (sample, timestep, promptEmbeds, added) => {
    additions.push(added);
    const prediction = await parts.denoiser.predict(sample, timestep, promptEmbeds);
    const more = added && ('skips' in added ? added.skips[0]! : added.levels[0]!);
    if (more) prediction.data.forEach((_, cell) => (prediction.data[cell]! += more.data[cell]!));
    return prediction;
  };
  return {
    ...parts,
    denoiser: { ...parts.denoiser, predict },
    controlBranch: {
      embed: (condition) => Promise.resolve(shrink(condition)),
      predict: (sample, _timestep, _promptEmbeds, embedding) => {
        const skip = repeatForBranches(embedding, sample.dims[0]!);
        return Promise.resolve({ skips: [skip], middle: skip });
      },
    },
    conditionAdapter: { encode: (condition) => Promise.resolve({ levels: [shrink(condition)] }) },
    conditions,
    additions,
  };
}

async function run(recipe: Recipe, options: PipelineOptions = {}) {
  const parts = createParts();
  const events: PipelineEvent[] = [];
  const result = await runPipeline(parts, recipe, { ...options, onEvent: (event) => void events.push(event) });
  return { parts, result, events };
}

const FAMILIES: BranchFamily[] = ['controlnet', 't2i-adapter'];

describe.each(FAMILIES)('a model of the family %s', (family) => {
  it('is told of the pose, and as strongly as the recipe says', async () => {
    const pictures = await Promise.all(
      [0, 0.5, 1].map(async (conditioningScale) => (await run(recipeOf({ family, conditioningScale }))).result.image),
    );
    const text = await run(recipeOf({ family: 'text-only', pose: null }));
    expect(pictures[0]).toEqual(text.result.image);
    expect(pictures[1]).not.toEqual(pictures[0]);
    expect(pictures[2]).not.toEqual(pictures[1]);
    expect((await run(recipeOf({ family }))).result.image).toEqual(pictures[2]);
  });

  it('is told in both branches of the guidance, or in the one that there is', async () => {
    for (const [guidanceScale, branches] of [
      [3, 2],
      [1, 1],
    ] as const) {
      const { parts } = await run(recipeOf({ family, guidanceScale }));
      expect(parts.additions).toHaveLength(4);
      for (const added of parts.additions) {
        const { data, dims } = 'skips' in added! ? added.skips[0]! : added!.levels[0]!;
        expect(dims).toEqual([branches, 4, height / 4, width / 4]);
        expect(data.slice(0, data.length / branches)).toEqual(data.slice(-data.length / branches));
      }
    }
  });

  it('sees the skeleton once a picture, in 0..1, black around it', async () => {
    const { parts } = await run(recipeOf({ family }));
    expect(parts.conditions).toHaveLength(1);
    const { data, dims } = parts.conditions[0]!;
    expect(dims).toEqual([1, 3, height, width]);
    expect([Math.min(...data), Math.max(...data) <= 1, Math.max(...data) > 0.5]).toEqual([0, true, true]);
  });

  it('goes through the stages of every pipeline, and stops within one step', async () => {
    const { events } = await run(recipeOf({ family }));
    const single = await run(recipeOf({ family: 'text-only', pose: null }));
    const told = events.map((event) => (event.type === 'stage' ? event.stage : event.stepIndex));
    const plain = single.events.map((event) => (event.type === 'stage' ? event.stage : event.stepIndex));
    expect(told.filter((stage) => stage !== 'render-skeleton' && stage !== 'encode-skeleton')).toEqual(plain);
    const parts = createParts();
    const signal = { aborted: false };
    const onEvent = (event: PipelineEvent): void => void (signal.aborted ||= event.type === 'step');
    const running = runPipeline(parts, recipeOf({ family }), { signal, onEvent });
    await expect(running).rejects.toMatchObject({ code: 'CANCELED', completedSteps: 1 });
    expect(parts.additions).toHaveLength(1);
  });

  it('is refused without its part, and without a pose', async () => {
    const { controlBranch: _branch, conditionAdapter: _adapter, ...plain } = createParts();
    await expect(runPipeline(plain, recipeOf({ family }))).rejects.toMatchObject({ code: 'MODEL_MISMATCH' });
    expect(() => recipeOf({ family, pose: null })).toThrow(expect.objectContaining({ code: 'POSE_REQUIRED' }));
  });

  it('has a recipe that keeps its scale in its JSON', () => {
    const recipe = recipeOf({ family, conditioningScale: 0.7 });
    expect(parseRecipe(formatRecipe(recipe))).toEqual(recipe);
    expect(recipeOf({ family }).conditioningScale).toBe(1);
    expect(() => recipeOf({ family, conditioningScale: 3 })).toThrow(
      'expected conditioningScale to be a number in 0..2',
    );
  });
});

it('no other family has a scale', () => {
  expect(() => recipeOf({ family: 'humansd', conditioningScale: 1 })).toThrow(
    'expected conditioningScale to be absent for the family humansd',
  );
  expect(recipeOf({ family: 'humansd' })).not.toHaveProperty('conditioningScale');
});
