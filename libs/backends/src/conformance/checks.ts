import assert from 'node:assert/strict';
import {
  CanceledError,
  createRecipe,
  PIPELINE_STAGES,
  type PipelineEvent,
  type Recipe,
} from '@contrapposto/model-core';
import type { Pose } from '@contrapposto/pose';
import { CONTRACT_VERSION, type BackendPlugin, type ExtractorKind, type LoadedModel } from '../contract.js';
import { assertExtractsAs } from './extractor-checks.js';
import type { ModelArtifact } from '../model-folder/model-artifact.js';
import { withTruncatedWeights } from './truncated-model.js';

/** One promise of the contract, and how to see whether a plugin keeps it. */
export interface ConformanceCheck {
  readonly name: string;
  /** Throws an AssertionError when the promise is broken. */
  run(subject: ConformanceSubject): void | Promise<void>;
}

export interface ConformanceSubject {
  readonly plugin: BackendPlugin;
  /** A small model of the family `humansd`: every run below takes a few of its steps. */
  readonly posedModel: ModelArtifact;
  /** A small model of the family `text-only`. */
  readonly textModel: ModelArtifact;
  /** Gives the picture that a recipe means; the built-in onnx backend. */
  readonly reference: BackendPlugin;
  /** How far a pixel may lie from the reference's, of 255. */
  readonly pixelTolerance: number;
  /** A folder per kind of extractor that the plugin loads. */
  readonly extractorFolders: Readonly<Partial<Record<ExtractorKind, string>>>;
}

const STEPS = 3;

/** What the plugin says of itself; needs no device. */
export const IDENTITY_CHECKS: readonly ConformanceCheck[] = [
  {
    name: 'states contract version, a short name and a semantic version',
    run: ({ plugin }) => {
      assert.equal(plugin.contractVersion, CONTRACT_VERSION);
      assert.match(plugin.name, /^[a-z][a-z0-9-]{1,31}$/);
      assert.match(plugin.version, /^\d+\.\d+\.\d+(-[\w.]+)?$/);
    },
  },
  {
    name: 'describes its capabilities as plain values, the same each time',
    run: ({ plugin }) => {
      const capabilities = plugin.describe();
      assert.equal(JSON.stringify(plugin.describe()), JSON.stringify(structuredClone(capabilities)));
      for (const list of ['families', 'schedulers', 'devices', 'weightDtypes'] as const) {
        assert.ok(capabilities[list].length > 0, `expected at least one of ${list}, got none`);
      }
      assert.ok(capabilities.sizes.minimum > 0 && capabilities.sizes.minimum <= capabilities.sizes.maximum);
    },
  },
  {
    name: 'can load extractors exactly where it names kinds of them',
    run: ({ plugin }) => {
      const kinds = plugin.describe().extractors ?? [];
      assert.equal(plugin.loadExtractor !== undefined, kinds.length > 0, `names ${kinds.join(', ') || 'none'}`);
    },
  },
  {
    name: 'gives a verdict with devices when usable and reasons when not',
    run: async ({ plugin }) => {
      const { usable, devices, reasons } = await plugin.probe();
      assert.ok((usable ? devices : reasons).length > 0, `expected ${usable ? 'a device' : 'a reason'}, got none`);
    },
  },
];

/** What the plugin does; needs a device that it can use. */
export const BEHAVIOUR_CHECKS: readonly ConformanceCheck[] = [
  {
    name: 'keeps the facts of the model that it loads',
    run: (subject) => withModel(subject, (model) => assert.deepEqual(model.info, subject.posedModel.info)),
  },
  {
    name: 'refuses a model whose weights end early',
    run: ({ plugin, posedModel }) =>
      withTruncatedWeights(posedModel, async (truncated) => {
        await assert.rejects(load(plugin, truncated), (error) => error instanceof Error && error.message !== '');
      }),
  },
  {
    name: 'makes the same picture of the same recipe, and another of another seed',
    run: (subject) =>
      withModel(subject, async (model) => {
        const first = await pixelsOf(model, recipeFor(model));
        assert.equal(first.length, 64 * 32 * 3);
        assert.deepEqual(await pixelsOf(model, recipeFor(model)), first);
        assert.notDeepEqual(await pixelsOf(model, recipeFor(model, { seed: 2 })), first);
      }),
  },
  {
    name: "makes the reference's picture with every scheduler that it claims",
    run: async (subject) => {
      for (const scheduler of subject.plugin.describe().schedulers) await assertAsReference(subject, { scheduler });
    },
  },
  {
    name: "makes the reference's picture without guidance, in another shape and with sampled pose latents",
    run: async (subject) => {
      await assertAsReference(subject, { guidanceScale: 1 });
      await assertAsReference(subject, { width: 32, height: 96, poseLatents: 'sample' });
    },
  },
  {
    name: "makes the reference's picture of a text-only model",
    run: (subject) => assertAsReference({ ...subject, posedModel: subject.textModel }, { pose: null }),
  },
  {
    name: 'heeds the pose, the prompt and the negative prompt',
    run: (subject) =>
      withModel(subject, async (model) => {
        const picture = await pixelsOf(model, recipeFor(model));
        for (const change of [{ pose: figure(10) }, { prompt: 'b' }, { negativePrompt: 'b' }]) {
          assert.notDeepEqual(
            await pixelsOf(model, recipeFor(model, change)),
            picture,
            JSON.stringify(Object.keys(change)),
          );
        }
      }),
  },
  {
    name: 'tells of every stage and every step, in order',
    run: (subject) =>
      withModel(subject, async (model) => {
        const events: PipelineEvent[] = [];
        await model.run(recipeFor(model), { onProgress: (event) => events.push(event) });
        const stages = events.flatMap((event) => (event.type === 'stage' ? [event.stage] : []));
        const steps = events.flatMap((event) => (event.type === 'step' ? [event.stepIndex] : []));
        assert.deepEqual(stages, [...PIPELINE_STAGES]);
        assert.deepEqual(steps, [0, 1, 2]);
      }),
  },
  {
    name: 'lets its event loop turn between steps, so that an abort can arrive',
    run: (subject) =>
      withModel(subject, async (model) => {
        let turns = 0;
        const turnsAtSteps: number[] = [];
        const timer = setInterval(() => undefined, 1);
        const count = () => {
          turns++;
          pending = setImmediate(count);
        };
        let pending = setImmediate(count);
        await model.run(recipeFor(model), { onProgress: ({ type }) => type === 'step' && turnsAtSteps.push(turns) });
        clearImmediate(pending);
        clearInterval(timer);
        assert.equal(
          new Set(turnsAtSteps).size,
          STEPS,
          `expected a turn between any two steps, got counts ${turnsAtSteps.join(', ')}`,
        );
      }),
  },
  {
    name: 'ends an aborted run within a step, with CanceledError, and can run again',
    run: (subject) =>
      withModel(subject, async (model) => {
        const controller = new AbortController();
        let steps = 0;
        const onProgress = ({ type }: PipelineEvent) => {
          if (type === 'step' && ++steps === 2) controller.abort();
        };
        const run = model.run(recipeFor(model, { numInferenceSteps: 50 }), { signal: controller.signal, onProgress });
        await assert.rejects(run, (error) => error instanceof CanceledError);
        assert.ok(steps <= 3, `expected the end within a step of the abort, got ${steps - 2} more`);
        await assert.rejects(
          model.run(recipeFor(model), { signal: AbortSignal.abort() }),
          (error) => error instanceof CanceledError,
        );
        await model.run(recipeFor(model));
      }),
  },
  {
    name: "refuses another model's recipe, a size that does not divide, and a pose that the model cannot hold",
    run: async (subject) => {
      await withModel(subject, async (model) => {
        await assertRefused(
          model,
          { ...recipeFor(model), model: { name: 'other', digest: '0'.repeat(64) } },
          'MODEL_MISMATCH',
        );
        await assertRefused(model, { ...recipeFor(model), width: 63 }, 'INVALID_SIZE');
      });
      await withModel({ ...subject, posedModel: subject.textModel }, async (model) => {
        const posed = {
          ...recipeFor(model, { pose: null }),
          family: 'humansd',
          pose: figure(0),
          rendererProfile: 'humansd-v1',
        } as const;
        await assertRefused(model, posed, 'POSE_NOT_SUPPORTED');
      });
    },
  },
  {
    name: 'estimates memory in bytes, more for a larger picture',
    run: (subject) =>
      withModel(subject, async (model) => {
        const small = await model.estimateMemory(recipeFor(model));
        const large = await model.estimateMemory(recipeFor(model, { width: 1024, height: 1024 }));
        assert.ok(Number.isSafeInteger(small) && small > 0 && large > small, `got ${small} and ${large}`);
      }),
  },
  {
    name: 'sees and reads with its extractors what the reference does',
    run: async ({ plugin, reference, extractorFolders }) => {
      for (const kind of plugin.describe().extractors ?? [])
        await assertExtractsAs(reference, plugin, kind, extractorFolders[kind]);
    },
  },
  {
    name: 'holds two models at once, and disposes them one by one, twice without harm',
    run: ({ plugin, posedModel }) => twoModels(plugin, posedModel),
  },
];

async function twoModels(plugin: BackendPlugin, artifact: ModelArtifact): Promise<void> {
  const [first, second] = [await load(plugin, artifact), await load(plugin, artifact)];
  const picture = await pixelsOf(first, recipeFor(first));
  await first.dispose();
  await first.dispose();
  await assert.rejects(first.run(recipeFor(first)));
  assert.deepEqual(await pixelsOf(second, recipeFor(second)), picture);
  await second.dispose();
}

function load(plugin: BackendPlugin, artifact: ModelArtifact): Promise<LoadedModel> {
  return plugin.load(artifact, { threads: 1 });
}

async function withModel(
  { plugin, posedModel }: Pick<ConformanceSubject, 'plugin' | 'posedModel'>,
  use: (model: LoadedModel) => void | Promise<void>,
): Promise<void> {
  const model = await load(plugin, posedModel);
  try {
    await use(model);
  } finally {
    await model.dispose();
  }
}

async function assertAsReference(subject: ConformanceSubject, change: Partial<Recipe>): Promise<void> {
  const pictures: Uint8Array[] = [];
  for (const plugin of [subject.reference, subject.plugin]) {
    const render = async (model: LoadedModel) => void pictures.push(await pixelsOf(model, recipeFor(model, change)));
    await withModel({ plugin, posedModel: subject.posedModel }, render);
  }
  const [expected, actual] = pictures as [Uint8Array, Uint8Array];
  assert.equal(actual.length, expected.length);
  const worst = actual.reduce((largest, value, index) => Math.max(largest, Math.abs(value - expected[index]!)), 0);
  const what = JSON.stringify({ ...change, ...(change.pose && { pose: '...' }) });
  assert.ok(
    worst <= subject.pixelTolerance,
    `expected pixels within ${subject.pixelTolerance} of the reference's, got ${worst} for ${what}`,
  );
}

async function assertRefused(model: LoadedModel, recipe: Recipe, code: string): Promise<void> {
  await assert.rejects(model.run(recipe), (error) => {
    assert.equal((error as { code?: unknown }).code, code);
    return true;
  });
}

async function pixelsOf(model: LoadedModel, recipe: Recipe): Promise<Uint8Array> {
  return (await model.run(recipe)).image.data;
}

function recipeFor({ info }: LoadedModel, change: Partial<Recipe> = {}): Recipe {
  const { name, digest, family, rendererProfile } = info;
  return createRecipe({
    model: { name, digest },
    family,
    pose: family === 'text-only' ? null : figure(0),
    ...(rendererProfile !== null && { rendererProfile }),
    prompt: 'a',
    negativePrompt: '',
    seed: 1,
    width: 64,
    height: 32,
    numInferenceSteps: STEPS,
    guidanceScale: 3,
    scheduler: 'ddim',
    ...change,
  });
}

/** A person with arms and legs apart, moved to the right by `shift` pixels. */
function figure(shift: number): Pose {
  const points = [
    32, 8, 30, 6, 34, 6, 28, 8, 36, 8, 26, 16, 38, 16, 20, 22, 44, 22, 16, 28, 48, 28, 28, 36, 36, 36, 24, 46, 40, 46,
    22, 58, 42, 58,
  ];
  const keypoints = Array.from({ length: 17 }, (_, joint) => ({
    x: points[joint * 2]! + shift,
    y: points[joint * 2 + 1]!,
    visibility: 2 as const,
  }));
  return { skeleton: 'coco17', width: 64, height: 64, people: [{ keypoints }] };
}
