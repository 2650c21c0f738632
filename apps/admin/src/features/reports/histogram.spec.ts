import { describeHistogram, layOutHistogram, widenWholeBins } from './histogram.js';

const BINS = { edges: [0, 0.25, 0.5, 1], counts: [1, 0, 4] };

describe('histogram', () => {
  it('has a bar per bin, as wide as the bin, the fullest of height 1', () => {
    expect(layOutHistogram(BINS)).toEqual([
      { from: 0, to: 0.25, height: 0.25, count: 1, label: '0 to 0.25: 1 picture' },
      { from: 0.25, to: 0.5, height: 0, count: 0, label: '0.25 to 0.50: 0 pictures' },
      { from: 0.5, to: 1, height: 1, count: 4, label: '0.50 to 1: 4 pictures' },
    ]);
  });

  it('names a bin of one whole number after it, and keeps few of them from filling the whole width', () => {
    const bins = widenWholeBins({ edges: [0, 1], counts: [16] });
    expect(bins).toEqual({ edges: [0, 1, 2, 3, 4], counts: [16, 0, 0, 0] });
    expect(layOutHistogram(bins, true)[0]).toMatchObject({ from: 0, to: 0.25, height: 1, label: '0: 16 pictures' });
    const many = { edges: [0, 1, 2, 3, 4, 5], counts: [1, 2, 3, 4, 5] };
    expect(widenWholeBins(many)).toEqual(many);
  });

  it('says in words where half of the pictures lie', () => {
    expect(describeHistogram(BINS)).toBe('5 pictures, half of them between 0.50 and 1');
    expect(describeHistogram({ edges: [0, 1], counts: [0] })).toBe('no pictures');
  });

  it.each([
    { edges: [0, 1], counts: [0] },
    { edges: [], counts: [] },
    { edges: [2, 2], counts: [3] },
  ])('is empty for %j', (bins) => {
    expect(layOutHistogram(bins)).toEqual([]);
  });
});
