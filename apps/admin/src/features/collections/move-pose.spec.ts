import { findPoseBefore } from './move-pose.js';

const IDS = ['a', 'b', 'c', 'd'];

describe('a place in a collection', () => {
  it.each([
    ['c', 0, null],
    ['c', 1, 'a'],
    ['a', 1, 'b'],
    ['a', 3, 'd'],
    ['b', 1, undefined],
    ['a', -1, undefined],
    ['d', 4, undefined],
    ['x', 0, undefined],
  ])('for %s at %d is behind %s', (id, to, before) => {
    expect(findPoseBefore(IDS, id, to)).toBe(before);
  });
});
