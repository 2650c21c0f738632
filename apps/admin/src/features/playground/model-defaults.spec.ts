import { parseModelDefaults } from './model-defaults.js';

describe('parseModelDefaults', () => {
  it('reads what a model says, and the scheduler as the API calls it', () => {
    const defaults = {
      width: 128,
      height: 96,
      sizeMultiple: 32,
      scheduler: 'dpmpp-2m',
      numInferenceSteps: 25,
      scenes: ['sketch'],
    };
    expect(parseModelDefaults({ ...defaults, guidanceScale: 3, negativePrompt: 'blur' })).toEqual({
      ...defaults,
      scheduler: 'DPMPP_2M',
      guidanceScale: 3,
      negativePrompt: 'blur',
    });
  });

  it.each([null, 'text', {}])('knows nothing from %j', (defaults) => {
    const { scenes, ...settings } = parseModelDefaults(defaults);
    expect(new Set(Object.values(settings))).toEqual(new Set([null]));
    expect(scenes).toEqual([]);
  });
});
