import { computeProfileHash, getRendererProfile, type Pose } from '@contrapposto/pose';
import { assertRecipe } from './assert-recipe.js';
import { createRecipe, type RecipeRequest } from './create-recipe.js';
import { ModelCoreError } from './errors.js';
import type { Recipe } from './recipe.js';
import { formatRecipe, parseRecipe } from './recipe-json.js';
import { openRendererProfile } from './renderer-profile.js';

const keypoints = Array.from({ length: 17 }, (_, joint) => ({
  x: 10 + joint * 0.1,
  y: 20 - joint,
  visibility: 2 as const,
}));
const pose: Pose = {
  id: '9007199254740993',
  skeleton: 'coco17',
  width: 64,
  height: 48,
  people: [{ id: '7', keypoints, score: 0.9 }],
};
const request: RecipeRequest = {
  model: { name: 'mannequin', version: '1.0.0', digest: 'sha256:0' },
  family: 'humansd',
  prompt: 'ukiyoe, a dancer',
  seed: 1234,
  pose,
};
const modelDefaults = {
  width: 128,
  height: 128,
  renderSize: 512,
  scheduler: 'euler',
  numInferenceSteps: 20,
  guidanceScale: 3,
  negativePrompt: 'blurry',
} as const;

const refusalOf = (value: unknown): ModelCoreError => {
  try {
    assertRecipe(value);
  } catch (error) {
    expect(error).toBeInstanceOf(ModelCoreError);
    return error as ModelCoreError;
  }
  throw new Error('expected a refusal');
};

describe('createRecipe', () => {
  it("fills in the model's defaults, then general ones, and the paper's way of sampling", () => {
    expect(createRecipe(request, modelDefaults)).toMatchObject({
      ...modelDefaults,
      schemaVersion: 1,
      poseFit: 'letterbox',
      rendererProfile: 'humansd-v1',
      eta: 0,
      poseLatents: 'mode',
      skipFirstStep: false,
    });
    expect(createRecipe(request)).toMatchObject({ width: 512, height: 512, renderSize: null, scheduler: 'dpmpp-2m' });
  });

  it("lets HumanSD's published behaviour go before the model's defaults, and the caller before both", () => {
    const recipe = createRecipe({ ...request, preset: 'humansd-compat', guidanceScale: 4 }, modelDefaults);
    expect(recipe).toMatchObject({
      poseLatents: 'sample',
      skipFirstStep: true,
      scheduler: 'ddim',
      numInferenceSteps: 50,
    });
    expect(recipe).toMatchObject({ guidanceScale: 4, negativePrompt: expect.stringContaining('bad anatomy') });
  });

  it('takes a key that is undefined for one that is not said', () => {
    expect(createRecipe({ ...request, scheduler: undefined }, modelDefaults).scheduler).toBe('euler');
  });

  it.each([
    [128, 128, 512],
    [192, 128, 576],
    [96, 160, 480],
    [1024, 512, 1024],
  ])("brings the model's renderSize to a whole multiple: %d x %d", (width, height, renderSize) => {
    expect(createRecipe({ ...request, width, height }, modelDefaults).renderSize).toBe(renderSize);
  });

  it("leaves the caller's own renderSize as it is", () => {
    expect(createRecipe({ ...request, width: 192, renderSize: 384 }, modelDefaults).renderSize).toBe(384);
  });

  it('has no skeleton for a text-only model', () => {
    const recipe = createRecipe({ ...request, family: 'text-only', pose: null }, modelDefaults);
    expect(recipe).toMatchObject({ pose: null, rendererProfile: null, renderSize: null });
  });

  it("says which profile's data it was frozen with, or what the caller says", () => {
    const hash = computeProfileHash(getRendererProfile('t2i-keypose'));
    expect(createRecipe({ ...request, rendererProfile: 't2i-keypose' }).rendererProfileHash).toBe(hash);
    expect(createRecipe({ ...request, rendererProfileHash: 'another' }).rendererProfileHash).toBe('another');
    expect(createRecipe({ ...request, rendererProfile: 'of a plugin' })).not.toHaveProperty('rendererProfileHash');
  });

  it('hides what the pose hides', () => {
    const hiding: Pose = { ...pose, people: [{ keypoints, hidden: ['nose'] }] };
    expect(createRecipe({ ...request, pose: hiding }).pose!.people[0]!.hidden).toEqual(['nose']);
    expect(formatRecipe(createRecipe({ ...request, pose: hiding }))).not.toBe(formatRecipe(createRecipe(request)));
  });

  it('keeps of the pose what decides pixels', () => {
    const rich: Pose = {
      ...pose,
      people: [{ id: '7', keypoints, score: 0.9, bbox: [1, 2, 3, 4], area: 12, extra: { iscrowd: 0 } }],
      extra: { a: 1 },
    };
    expect(createRecipe({ ...request, pose: rich })).toEqual(createRecipe(request));
  });

  it('names the near miss of an unknown scheduler and of an unknown preset', () => {
    expect(() => createRecipe({ ...request, scheduler: 'dpmpp2m' as 'ddim' })).toThrow(
      expect.objectContaining({
        code: 'UNKNOWN_SCHEDULER',
        message: expect.stringContaining('Did you mean "dpmpp-2m"?'),
      }),
    );
    expect(() => createRecipe({ ...request, preset: 'humansd' as 'paper' })).toThrow(
      expect.objectContaining({ code: 'INVALID_RECIPE', message: expect.stringContaining('"humansd-compat"') }),
    );
  });
});

describe('a recipe from outside', () => {
  const good = createRecipe(request, modelDefaults);

  it('is given back as it is', () => {
    expect(assertRecipe(good)).toEqual(good);
  });

  it("may be older than profiles' hashes", () => {
    const { rendererProfileHash: _, ...older } = good;
    expect(assertRecipe(older)).toEqual(older);
    expect(openRendererProfile(assertRecipe(older)).name).toBe('humansd-v1');
    expect(openRendererProfile(good).name).toBe('humansd-v1');
    expect(() => openRendererProfile({ ...good, rendererProfileHash: 'another' })).toThrow(
      expect.objectContaining({ code: 'RENDERER_PROFILE_CHANGED' }),
    );
  });

  it.each<[Partial<Record<keyof Recipe, unknown>>, string]>([
    [{ schemaVersion: 2 }, 'expected schemaVersion to be a whole number in 1..1, got 2'],
    [{ seed: -1 }, 'expected seed to be a whole number in 0..9007199254740991, got -1'],
    [{ seed: 2 ** 53 }, 'got 9007199254740992'],
    [{ seed: '5' }, 'got "5"'],
    [{ width: 128.5 }, 'expected width to be a whole number in 8..4096, got 128.5'],
    [{ height: 1e9 }, 'expected height'],
    [{ guidanceScale: NaN }, 'expected guidanceScale to be a number in 0..50, got NaN'],
    [{ guidanceScale: Infinity }, 'got Infinity'],
    [{ numInferenceSteps: 0 }, 'expected numInferenceSteps'],
    [{ eta: 0.5 }, 'expected eta to be 0 with the scheduler euler, got 0.5. Only ddim takes it.'],
    [{ skipFirstStep: true, numInferenceSteps: 1 }, '2 or more with skipFirstStep'],
    [{ skipFirstStep: 'no' }, 'true or false'],
    [{ poseLatents: 'mean' }, 'one of mode, sample'],
    [{ poseFit: 'leterbox' }, 'Did you mean "letterbox"?'],
    [{ prompt: 5 }, 'expected prompt to be well-formed text'],
    [{ prompt: 'x'.repeat(10_001) }, 'expected prompt'],
    [{ prompt: 'half a pair \ud800' }, 'expected prompt to be well-formed text'],
    [{ negativePrompt: null }, 'expected negativePrompt'],
    [{ model: { name: 'm' } }, 'expected model.digest'],
    [{ model: { name: 'm', digest: 'd', sha: 1 } }, 'expected model to be no other fields than it has, got "sha"'],
    [{ family: 'sdxl' }, 'one of humansd, text-only'],
    [{ rendererProfile: null }, 'expected rendererProfile'],
    [{ rendererProfileHash: 5 }, 'expected rendererProfileHash'],
    [{ renderSize: 1e6 }, 'expected renderSize'],
  ])('is refused with %j', (changes, message) => {
    expect(refusalOf({ ...good, ...changes })).toMatchObject({
      code: 'INVALID_RECIPE',
      message: expect.stringContaining(message),
    });
  });

  it.each<[unknown, string]>([
    [{ ...pose, skeleton: 'coco18' }, 'Did you mean "coco17"?'],
    [{ ...pose, width: 0 }, 'expected pose.width'],
    [{ ...pose, people: {} }, 'expected pose.people to be a list'],
    [{ ...pose, people: Array(1001).fill({ keypoints }) }, 'got "a list of 1001"'],
    [
      { ...pose, people: [{ keypoints: keypoints.slice(1) }] },
      'expected pose.people[0].keypoints to be a list of 17, one per joint, got 16',
    ],
    [
      { ...pose, people: [{ keypoints }, { keypoints: keypoints.map((k, i) => (i === 5 ? { ...k, x: NaN } : k)) }] },
      'expected pose.people[1].keypoints[5].x to be a number in -16777216..16777216, got NaN',
    ],
    [{ ...pose, people: [{ keypoints: keypoints.map((k) => ({ ...k, visibility: 3 })) }] }, 'keypoints[0].visibility'],
    [{ ...pose, people: [{ keypoints, scores: 1 }] }, 'Did you mean "score"?'],
    [{ ...pose, people: [{ keypoints, hidden: [5] }] }, 'expected pose.people[0].hidden to be a list of joint names'],
    ['a pose', 'expected pose to be an object, got "a pose"'],
  ])('is refused with a bad pose, %#', (bad, message) => {
    expect(refusalOf({ ...good, pose: bad })).toMatchObject({
      code: 'INVALID_RECIPE',
      message: expect.stringContaining(message),
    });
  });

  it('is refused with a field that it does not have, with the near miss', () => {
    expect(refusalOf({ ...good, guidanceScal: 3 }).message).toContain(
      'got "guidanceScal". Did you mean "guidanceScale"?',
    );
  });

  it('is refused where family and pose contradict each other', () => {
    expect(refusalOf({ ...good, family: 'text-only' })).toMatchObject({ code: 'POSE_NOT_SUPPORTED' });
    expect(refusalOf({ ...good, pose: null })).toMatchObject({ code: 'POSE_REQUIRED' });
  });

  it.each([null, 5, 'x', [good]])('is refused when it is %j', (value) => {
    expect(refusalOf(value)).toMatchObject({ code: 'INVALID_RECIPE' });
  });
});

describe('recipe JSON', () => {
  const recipe = createRecipe({ ...request, prompt: 'naïve “ink” 墨絵 🖌' }, modelDefaults);

  it('goes there and back', () => {
    expect(parseRecipe(formatRecipe(recipe))).toEqual(recipe);
    expect(formatRecipe(parseRecipe(formatRecipe(recipe)))).toBe(formatRecipe(recipe));
  });

  it('is the same whatever the order of the keys', () => {
    const reversed = Object.fromEntries(Object.entries(recipe).reverse()) as unknown as Recipe;
    expect(formatRecipe(reversed)).toBe(formatRecipe(recipe));
    expect(formatRecipe(recipe)).toMatch(
      /^\{"eta":0,"family":"humansd","guidanceScale":3,"height":128,"model":\{"digest":/,
    );
  });

  it.each(['', '{', 'null', '[]', '{"schemaVersion":1}', '['.repeat(200_000)])(
    'refuses text that is no recipe, %#',
    (text) => {
      expect(() => parseRecipe(text)).toThrow(expect.objectContaining({ code: 'INVALID_RECIPE' }));
    },
  );

  it('refuses a text beyond all bounds before reading it', () => {
    expect(() => parseRecipe(' '.repeat(9 * 2 ** 20))).toThrow(
      'expected recipe to be JSON of at most 8388608 characters',
    );
  });
});
