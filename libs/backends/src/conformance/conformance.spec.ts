import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BackendPlugin, LoadedModel } from '../contract.js';
import { openModelFolder } from '../model-folder/open-model-folder.js';
import onnx from '../onnx/onnx-plugin.js';
import { BEHAVIOUR_CHECKS, defineBackendConformanceTests, IDENTITY_CHECKS } from './index.js';

const MODELS = join(dirname(fileURLToPath(import.meta.url)), '../../../../tools/golden/vectors/onnx');
const models = { humansd: join(MODELS, 'humansd'), textOnly: join(MODELS, 'sd15') };

const extractorFolders = {
  'image-features': join(MODELS, 'clip-pair'),
  'text-image': join(MODELS, 'clip-pair'),
  'pose-estimator': createSeeingFolder(),
};

afterAll(() => rmSync(extractorFolders['pose-estimator'], { recursive: true }));

defineBackendConformanceTests({ plugin: () => onnx, models, extractorFolders, pixelTolerance: 0 });

/** Ways to break the contract, and the check that must notice. */
const BAD_PLUGINS: readonly (readonly [name: string, plugin: BackendPlugin, check: string])[] = [
  ['is of another contract version', { ...onnx, contractVersion: 2 as never }, 'states contract version'],
  ['can do nothing', { ...onnx, describe: () => ({ ...onnx.describe(), devices: [] }) }, 'describes its capabilities'],
  ['gives no reason', { ...onnx, probe: async () => ({ usable: false, reasons: [], devices: [] }) }, 'gives a verdict'],
  ['forgets the model', changing((model) => ({ info: { ...model.info, name: 'other' } })), 'keeps the facts'],
  [
    'never refuses',
    { ...onnx, load: async () => onnx.load(await openModelFolder(models.humansd)) },
    'refuses a model whose weights',
  ],
  [
    'draws at random',
    changing((model) => ({ run: async (recipe, options) => model.run({ ...recipe, seed: random() }, options) })),
    'makes the same picture',
  ],
  [
    'knows one scheduler only',
    changing((model) => ({ run: (recipe, options) => model.run({ ...recipe, scheduler: 'euler' }, options) })),
    'with every scheduler',
  ],
  [
    'takes the mode always',
    changing((model) => ({ run: (recipe, options) => model.run({ ...recipe, poseLatents: 'mode' }, options) })),
    'without guidance, in another shape',
  ],
  [
    'ignores the negative prompt',
    changing((model) => ({ run: (recipe, options) => model.run({ ...recipe, negativePrompt: '' }, options) })),
    'heeds the pose',
  ],
  ['is silent', changing((model) => ({ run: (recipe) => model.run(recipe) })), 'tells of every stage'],
  ['tells all at the end', changing(tellAtTheEnd), 'lets its event loop turn'],
  [
    'cannot be aborted',
    changing((model) => ({
      run: (recipe, options) => model.run(recipe, { ...options, signal: new AbortController().signal }),
    })),
    'ends an aborted run',
  ],
  [
    'runs any recipe',
    changing((model) => ({
      run: (recipe, options) =>
        model.run({ ...recipe, model: { ...recipe.model, digest: model.info.digest } }, options),
    })),
    "refuses another model's recipe",
  ],
  ['estimates a constant', changing(() => ({ estimateMemory: async () => 1 })), 'estimates memory'],
  ['names no extractors', { ...onnx, describe: () => ({ ...onnx.describe(), extractors: [] }) }, 'exactly where'],
  ['reads every caption alike', deaf(), 'with its extractors'],
  [
    'runs after its end',
    changing((model) => ({ run: (recipe, options) => model.run(recipe, options), dispose: async () => undefined })),
    'holds two models at once',
  ],
];

const artifacts = Promise.all([openModelFolder(models.humansd), openModelFolder(models.textOnly)]).then(
  ([posedModel, textModel]) => ({ posedModel, textModel }),
);

describe('the conformance suite can fail', () => {
  const checks = [...IDENTITY_CHECKS, ...BEHAVIOUR_CHECKS];

  it.each(BAD_PLUGINS)('on a plugin that %s', async (_name, plugin, prefix) => {
    const found = checks.filter(({ name }) => name.includes(prefix));
    expect(found).toHaveLength(1);
    const subject = { plugin, ...(await artifacts), reference: onnx, extractorFolders, pixelTolerance: 0 };
    await expect((async () => found[0]!.run(subject))()).rejects.toThrow();
  });
});

/** The bundled pose estimator, with people in whatever it looks at. */
function createSeeingFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'contrapposto-seeing-'));
  cpSync(join(MODELS, '../../../../models/mannequin/pose_estimator'), join(folder, 'pose_estimator'), {
    recursive: true,
  });
  const config = { scoreThreshold: 0, keypointScoreThreshold: 0, inputSize: { width: 128, height: 128 } };
  writeFileSync(join(folder, 'pose_estimator', 'config.json'), JSON.stringify(config));
  return folder;
}

/** The onnx plugin with some of its models' methods replaced. */
function changing(change: (model: LoadedModel) => Partial<LoadedModel>): BackendPlugin {
  const load: BackendPlugin['load'] = async (artifact, options) => {
    const model = await onnx.load(artifact, options);
    const base: LoadedModel = {
      info: model.info,
      estimateMemory: (recipe) => model.estimateMemory(recipe),
      run: (recipe, runOptions) => model.run(recipe, runOptions),
      dispose: () => model.dispose(),
    };
    return { ...base, ...change(model) };
  };
  return { ...onnx, load };
}

/** The onnx plugin with features of a text that was never read. */
function deaf(): BackendPlugin {
  const loadExtractor: NonNullable<BackendPlugin['loadExtractor']> = async (kind, source, options) => {
    const extractor = await onnx.loadExtractor!(kind, source, options);
    if (!('encodeText' in extractor)) return extractor;
    return { ...extractor, encodeText: () => extractor.encodeText('') };
  };
  return { ...onnx, loadExtractor };
}

function tellAtTheEnd(model: LoadedModel): Partial<LoadedModel> {
  return {
    run: async (recipe, options) => {
      const events: Parameters<NonNullable<NonNullable<typeof options>['onProgress']>>[0][] = [];
      const result = await model.run(recipe, { ...options, onProgress: (event) => events.push(event) });
      events.forEach((event) => options?.onProgress?.(event));
      return result;
    },
  };
}

let seed = 0;
function random(): number {
  return ++seed;
}
