import { createGenerator } from '@contrapposto/tensor';
import { computeIntervals, DEFAULT_BOOTSTRAP, type WeightedGroup } from './bootstrap.js';

/** The mean of some numbers, one per picture. */
function groupOf(values: ArrayLike<number>): WeightedGroup {
  return {
    pictureCount: values.length,
    compute(weights) {
      let [sum, count] = [0, 0];
      for (let index = 0; index < values.length; index += 1) {
        sum += weights[index]! * values[index]!;
        count += weights[index]!;
      }
      return { mean: sum / count };
    },
  };
}

describe('the bootstrap', () => {
  const values = createGenerator(11).normal([400]).data;

  it('draws as many pictures as there are, some twice and some never', () => {
    const drawn: number[][] = [];
    const compute = (weights: ArrayLike<number>) => {
      drawn.push(Array.from(weights));
      return {};
    };
    computeIntervals([{ pictureCount: 50, compute }], { ...DEFAULT_BOOTSTRAP, replicates: 20 });
    expect(drawn).toHaveLength(20);
    for (const weights of drawn) expect(weights.reduce((sum, weight) => sum + weight, 0)).toBe(50);
    // About 1 / e of them.
    expect(drawn.flat().filter((weight) => weight === 0).length / 1000).toBeCloseTo(Math.exp(-1), 1);
  });

  it('is as wide as theory has it for a mean', () => {
    const { mean } = computeIntervals([groupOf(values)], { ...DEFAULT_BOOTSTRAP, replicates: 2000 });
    const average = values.reduce((sum, value) => sum + value, 0) / values.length;
    const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - average) ** 2, 0)) / values.length;
    // The quantiles of 2,000 replicates are sure to a few per cent.
    expect((mean!.high - mean!.low) / (2 * 1.96 * spread)).toBeCloseTo(1, 1);
    expect((mean!.high + mean!.low) / 2).toBeCloseTo(average, 2);
  });

  it('draws every group by itself', () => {
    const groups = [groupOf(values.subarray(0, 200)), groupOf(values.subarray(200).map((value) => value + 100))];
    const { mean } = computeIntervals(groups, DEFAULT_BOOTSTRAP);
    // Were they drawn together, their shares would vary and with them the mean, by whole units.
    expect(mean!.high - mean!.low).toBeLessThan(0.5);
    expect(mean!.low).toBeGreaterThan(49);
  });

  it('cuts between the two nearest replicates, and leaves out those without a value', () => {
    let replicate = 0;
    const compute = () => ({ some: (replicate += 1) % 2 === 0 ? null : replicate, none: null });
    const settings = { replicates: 9, seed: 0, level: 0.95 };
    const intervals = computeIntervals([{ pictureCount: 3, compute }], settings);
    // Of 1, 3, 5, 7, 9: 2.5 % of the way from the first to the last.
    expect(intervals.some!.low).toBeCloseTo(1.2, 12);
    expect(intervals.some!.high).toBeCloseTo(8.8, 12);
    expect(intervals.none).toBeNull();
  });

  it('is the same for the same seed, and refuses what means nothing', () => {
    const settings = { ...DEFAULT_BOOTSTRAP, replicates: 50 };
    expect(computeIntervals([groupOf(values)], settings)).toEqual(computeIntervals([groupOf(values)], settings));
    expect(computeIntervals([groupOf(values)], { ...settings, seed: 1 })).not.toEqual(
      computeIntervals([groupOf(values)], settings),
    );
    for (const wrong of [{ replicates: 0 }, { level: 1 }, { level: NaN }])
      expect(() => computeIntervals([groupOf(values)], { ...settings, ...wrong })).toThrow(
        expect.objectContaining({ code: 'INVALID_SETTINGS' }),
      );
  });
});
