import { selectSamples } from './select-samples.js';

const SAMPLES = [
  { key: 'a', split: 'test', scene: 'cartoon' },
  { key: 'b', split: 'test', scene: 'cartoon' },
  { key: 'c', split: 'train', scene: 'garage' },
  { key: 'd', split: 'test', scene: null },
];

describe('selection of samples', () => {
  it.each([
    ['everything', { splits: [], scenes: [], limit: null }, 'abcd'],
    ['a split', { splits: ['test'], scenes: [], limit: null }, 'abd'],
    ['scenes', { splits: [], scenes: ['cartoon', 'garage'], limit: null }, 'abc'],
    ['the first of each scene', { splits: [], scenes: [], limit: 1 }, 'acd'],
    ['all of it together', { splits: ['test'], scenes: ['cartoon'], limit: 1 }, 'a'],
  ])('takes %s', (_name, selection, expected) => {
    expect(
      selectSamples(SAMPLES, selection)
        .map(({ key }) => key)
        .join(''),
    ).toBe(expected);
  });
});
