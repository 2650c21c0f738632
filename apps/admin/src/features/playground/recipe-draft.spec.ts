import { EMPTY_DRAFT, isComplete, rollSeed, toDraft, toGenerationInput } from './recipe-draft.js';

describe('the draft of a recipe', () => {
  it('leaves out what is left to the model', () => {
    expect(toGenerationInput({ ...EMPTY_DRAFT, poseId: 'p', prompt: ' a dancer ' })).toEqual({
      poseId: 'p',
      prompt: 'a dancer',
    });
  });

  it('asks for a scene by its id and values, and not for the text beside it', () => {
    const scene = { promptId: 's', values: { mood: 'calm' } };
    expect(toGenerationInput({ ...EMPTY_DRAFT, scene, prompt: 'unused', seed: 0, negativePrompt: 'blur' })).toEqual({
      promptId: 's',
      promptValues: { mood: 'calm' },
      seed: 0,
      negativePrompt: 'blur',
    });
  });

  it('needs a pose where the model does, else a scene or words', () => {
    expect(isComplete({ ...EMPTY_DRAFT, prompt: 'a dancer' }, true)).toBe(false);
    expect(isComplete({ ...EMPTY_DRAFT, poseId: 'p' }, true)).toBe(true);
    expect(isComplete({ ...EMPTY_DRAFT, prompt: '  ' }, false)).toBe(false);
    expect(isComplete({ ...EMPTY_DRAFT, prompt: 'a dancer' }, false)).toBe(true);
  });

  it('takes a view of a pose before a pose of the library', () => {
    const data = { skeleton: 'coco17', width: 64, height: 64, people: [] };
    const draft = { ...EMPTY_DRAFT, poseId: 'p', view: { name: 'From behind', data }, prompt: 'a dancer' };
    expect(toGenerationInput(draft)).toEqual({ poseData: data, prompt: 'a dancer' });
    expect(isComplete({ ...EMPTY_DRAFT, view: draft.view }, true)).toBe(true);
  });

  it('comes back from a generation, to ask for the same again', () => {
    const recipe = {
      prompt: 'a dancer',
      negativePrompt: '',
      seed: 7,
      width: 128,
      height: 128,
      scheduler: 'DDIM',
      numInferenceSteps: 12,
      guidanceScale: 3,
    };
    const generation = { recipe, model: { id: 'm' }, poseVersion: { pose: { id: 'p' } } };
    expect(toGenerationInput(toDraft(generation as unknown as Parameters<typeof toDraft>[0]))).toEqual({
      modelId: 'm',
      poseId: 'p',
      prompt: 'a dancer',
      seed: 7,
      width: 128,
      height: 128,
      scheduler: 'DDIM',
      numInferenceSteps: 12,
      guidanceScale: 3,
    });
  });

  it('rolls seeds of 32 bits', () => {
    for (let roll = 0; roll < 100; roll++) expect(rollSeed()).toBeLessThan(2 ** 32);
  });
});
