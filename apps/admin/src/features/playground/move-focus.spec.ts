import { findNext } from './move-focus.js';

describe('arrow keys in a grid of 3 columns and 8 options', () => {
  it.each([
    ['ArrowRight', 0, 1],
    ['ArrowLeft', 4, 3],
    ['ArrowDown', 1, 4],
    ['ArrowUp', 4, 1],
    ['ArrowUp', 1, 1],
    ['ArrowDown', 6, 6],
    ['ArrowLeft', 0, 0],
    ['Home', 5, 0],
    ['End', 2, 7],
  ])('%s leads from %d to %d', (key, from, to) => {
    expect(findNext(key, from, 3, 8)).toBe(to);
  });

  it('leave other keys to others', () => {
    expect(findNext('a', 0, 3, 8)).toBeNull();
  });
});
