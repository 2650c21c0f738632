import { NO_FILTER } from '../generations/filter.js';
import { formatSearch, type InsightSearch, parseSearch, toInsightFilter, toListFilter, USUAL } from './search.js';

const NARROW: InsightSearch = {
  groupBy: 'SCENE',
  threshold: 0.3,
  leastCount: 5,
  filter: { modelId: 'm', libraryId: 'l', from: '2026-03-01', to: '2026-03-10', reports: 'ALL' },
};
const NOTHING = { pose: null, prompt: null, model: null };

describe('what insights look at', () => {
  it.each([[USUAL], [NARROW]])('comes back from its address', (search) => {
    expect(parseSearch(formatSearch(search))).toEqual(search);
  });

  it('leaves no trace of what is usual, and takes nothing that it does not understand', () => {
    expect(formatSearch(USUAL).size).toBe(0);
    expect(parseSearch(new URLSearchParams('by=colour&below=2&least=0&reports=perhaps'))).toEqual(USUAL);
  });

  it.each([
    ['POSE', { name: 'Leap', ...NOTHING, pose: { id: 'p' } }, { poseId: 'p' }],
    ['PROMPT', { name: 'Dancers', ...NOTHING, prompt: { id: 't' } }, { promptId: 't' }],
    ['PROMPT', { name: 'a man', ...NOTHING }, { prompt: 'a man' }],
    ['SCENE', { name: 'mural', ...NOTHING }, { scene: 'mural' }],
    ['MODEL', { name: 'mannequin', ...NOTHING, model: { id: 'other' } }, { modelId: 'other' }],
  ] as const)('leads to the generations of a %s', (groupBy, subject, of) => {
    expect(toListFilter({ ...NARROW, groupBy }, subject)).toEqual({ ...NO_FILTER, ...NARROW.filter, ...of });
  });

  it('leads nowhere from a joint, which every picture has', () => {
    expect(toListFilter({ ...NARROW, groupBy: 'JOINT' }, { name: 'nose', ...NOTHING })).toBeNull();
  });

  it('asks the API only for what narrows', () => {
    expect(toInsightFilter(USUAL)).toEqual({});
    expect(toInsightFilter(NARROW)).toMatchObject({ modelIds: ['m'], libraryIds: ['l'], reports: 'ALL' });
  });
});
