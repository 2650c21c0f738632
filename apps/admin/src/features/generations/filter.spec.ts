import { formatFilter, NO_FILTER, parseFilter, toGenerationFilter } from './filter.js';

const FILTER = {
  ...NO_FILTER,
  states: ['FAILED', 'CANCELED'] as const,
  modelId: 'TW9kZWw6MQ',
  similarity: [0.2, 0.9] as const,
  from: '2026-03-01',
  to: '2026-03-10',
};

describe('the filter of the generations page', () => {
  const LED_HERE = { poseId: 'p', promptId: 't', prompt: 'mural, a man & a dog', scene: 'mural', libraryId: 'l' };

  it.each([[NO_FILTER], [FILTER], [{ ...FILTER, ...LED_HERE, reports: 'ALL' as const }]])(
    'is the same after a way through the address',
    (filter) => {
      expect(parseFilter(formatFilter(filter))).toEqual(filter);
    },
  );

  it('leaves no trace of defaults, and takes nothing that it does not understand', () => {
    expect(formatFilter(NO_FILTER).toString()).toBe('');
    expect(parseFilter(new URLSearchParams('state=LOST&min=7&max=x&from=yesterday'))).toEqual(NO_FILTER);
  });

  it('asks for whole local days', () => {
    const { createdAfter, createdBefore, ...rest } = toGenerationFilter(FILTER);
    expect(createdAfter).toBe(new Date(2026, 2, 1).toISOString());
    expect(createdBefore).toBe(new Date(2026, 2, 11).toISOString());
    expect(rest).toEqual({
      states: ['FAILED', 'CANCELED'],
      modelIds: ['TW9kZWw6MQ'],
      minSimilarity: 0.2,
      maxSimilarity: 0.9,
    });
    expect(toGenerationFilter(NO_FILTER)).toEqual({});
    expect(toGenerationFilter({ ...NO_FILTER, ...LED_HERE, reports: 'ONLY' })).toEqual({
      poseIds: ['p'],
      promptIds: ['t'],
      prompts: ['mural, a man & a dog'],
      scenes: ['mural'],
      libraryIds: ['l'],
      reports: 'ONLY',
    });
  });
});
