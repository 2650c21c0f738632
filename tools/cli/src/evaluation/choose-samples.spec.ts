import { chooseSamples } from './choose-samples.js';

const samples = ['b', 'a', 'Z', 'é', 'c'].map((key, index) => ({
  key,
  split: index === 4 ? 'training' : 'validation',
  scene: index < 2 ? 'dance' : index === 2 ? null : 'mural',
}));
const keysOf = (...args: Parameters<typeof chooseSamples>) => chooseSamples(...args).map(({ key }) => key);

describe('the samples of a report', () => {
  it('are in the order of their keys, byte by byte', () => {
    expect(keysOf(samples, {})).toEqual(['Z', 'a', 'b', 'c', 'é']);
  });

  it('are of the splits and scenes that were asked for', () => {
    expect(keysOf(samples, { splits: ['training'] })).toEqual(['c']);
    expect(keysOf(samples, { scenes: ['dance'] })).toEqual(['a', 'b']);
  });

  it('have a pose', () => {
    expect(keysOf([...samples, { key: '0', split: 'validation', scene: 'dance', pose: null }], { limit: 1 })).toEqual([
      'Z',
      'a',
      'c',
    ]);
  });

  it('are the first of each scene, those of none among them', () => {
    expect(keysOf(samples, { limit: 1 })).toEqual(['Z', 'a', 'c']);
    expect(keysOf(samples, { limit: 1, splits: ['validation'] })).toEqual(['Z', 'a', 'é']);
  });
});
