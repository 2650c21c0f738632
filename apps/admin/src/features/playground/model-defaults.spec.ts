import { parseModelDefaults } from './model-defaults.js';

describe('parseModelDefaults', () => {
  it('reads what a model says, and the scheduler as the API calls it', () => {
    const defaults = { width: 128, height: 96, sizeMultiple: 32, scheduler: 'dpmpp-2m', numInferenceSteps: 25 };
    expect(parseModelDefaults({ ...defaults, guidanceScale: 3, negativePrompt: 'blur' })).toEqual({
      ...defaults,
      scheduler: 'DPMPP_2M',
      guidanceScale: 3,
      negativePrompt: 'blur',
    });
  });

  it.each([null, 'text', {}])('knows nothing from %j', (defaults) => {
    expect(new Set(Object.values(parseModelDefaults(defaults)))).toEqual(new Set([null]));
  });
});
