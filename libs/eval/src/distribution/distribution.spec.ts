import { createGenerator } from '@contrapposto/tensor';
import { readVectors } from '../../../../tools/golden/vector-file.js';
import { portableKernels } from '../linear-algebra/portable-kernels.js';
import { computeMoments, mergeMoments, sliceRows, type FeatureRows } from './feature-moments.js';
import { computeFrechetDistance } from './frechet-distance.js';
import { computeKernelDistance, drawSubsets } from './kernel-distance.js';
import { computeKernelDistanceError } from './kernel-distance-error.js';

interface Case {
  readonly name: string;
  /** Through the singular values of the centred features' product. */
  readonly exactFid: number;
  readonly torchFidelityFid: number;
  readonly kidMean: number;
  readonly kidStd: number;
  readonly scipyFid?: number;
}

const golden = readVectors('distribution');
const { cases, kid } = golden.meta as { cases: Case[]; kid: Record<string, number> };
const settings = { subsets: kid.kid_subsets!, subsetSize: kid.kid_subset_size!, seed: kid.rng_seed! };

function read(key: string): FeatureRows {
  const [count, dimensions] = golden.shape(key) as [number, number];
  return { count, dimensions, data: golden.float32(key) };
}

function draw(count: number, dimensions: number, seed: number): FeatureRows {
  return { count, dimensions, data: createGenerator(seed).normal([count, dimensions]).data };
}

const relative = (value: number, expected: number): number => Math.abs(value / expected - 1);

describe.each(cases)('$name', ({ name, exactFid, torchFidelityFid, kidMean, kidStd, scipyFid }) => {
  const [a, b] = [read(`${name}/a`), read(`${name}/b`)];

  it('has its Fréchet distance to the last digits, either way round', () => {
    expect(relative(computeFrechetDistance(a, b), exactFid)).toBeLessThan(1e-12);
    expect(relative(computeFrechetDistance(b, a), exactFid)).toBeLessThan(1e-12);
    expect(relative(computeFrechetDistance(a, b, portableKernels), exactFid)).toBeLessThan(1e-12);
  });

  // Both draw roots of eigenvalues that are 0 but for rounding: up to 7e-8 off here.
  it('agrees with torch-fidelity and with the root of the matrix by scipy', () => {
    expect(relative(computeFrechetDistance(a, b), torchFidelityFid)).toBeLessThan(1e-6);
    if (scipyFid !== undefined) expect(relative(computeFrechetDistance(a, b), scipyFid)).toBeLessThan(1e-6);
  });

  it('has the same from moments that were gathered in parts', () => {
    const parts = [0, 7, 19].map((first, index, all) => sliceRows(a, first, (all[index + 1] ?? a.count) - first));
    const moments = parts.map((part) => computeMoments(part)).reduce(mergeMoments);
    expect(moments.count).toBe(a.count);
    expect(relative(computeFrechetDistance(moments, b), exactFid)).toBeLessThan(1e-6);
    expect(relative(computeFrechetDistance(moments, computeMoments(b)), exactFid)).toBeLessThan(1e-6);
  });

  it('has the kernel distance of torch-fidelity, subsets and all', () => {
    const { mean, standardDeviation, values } = computeKernelDistance(
      a,
      b,
      drawSubsets({ a: a.count, b: b.count }, settings),
    );
    expect(values).toHaveLength(settings.subsets);
    expect(relative(mean, kidMean)).toBeLessThan(1e-9);
    expect(relative(standardDeviation, kidStd)).toBeLessThan(1e-9);
  });
});

describe('computeFrechetDistance', () => {
  it('is 0 of a set with itself, whatever the order', () => {
    for (const [count, dimensions] of [
      [20, 60],
      [60, 20],
    ] as const) {
      const features = draw(count, dimensions, 3);
      expect(Math.abs(computeFrechetDistance(features, features))).toBeLessThan(1e-9);
    }
  });

  it('is the squared distance of two sets that differ by a shift', () => {
    const features = draw(40, 12, 3);
    const shifted = { ...features, data: features.data.map((value, index) => value + (index % 12 === 0 ? 3 : 0)) };
    expect(computeFrechetDistance(features, shifted)).toBeCloseTo(9, 4);
  });

  it('has the textbook value of one dimension: (m1 - m2)² + (s1 - s2)²', () => {
    const rows = (values: number[]): FeatureRows => ({
      count: values.length,
      dimensions: 1,
      data: Float64Array.from(values),
    });
    expect(computeFrechetDistance(rows([0, 2]), rows([1, 5, 9]))).toBeCloseTo(16 + (Math.SQRT2 - 4) ** 2, 12);
  });

  it('refuses one picture, and features of two networks', () => {
    expect(() => computeFrechetDistance(draw(1, 4, 1), draw(5, 4, 1))).toThrow(
      expect.objectContaining({ code: 'TOO_FEW_SAMPLES' }),
    );
    expect(() => computeFrechetDistance(draw(5, 4, 1), draw(5, 3, 1))).toThrow(
      expect.objectContaining({ code: 'INCOMPATIBLE_STATISTICS' }),
    );
  });
});

describe('mergeMoments', () => {
  it('is associative, with no pictures as its neutral element', () => {
    const [a, b, c] = [draw(5, 6, 1), draw(9, 6, 2), draw(1, 6, 3)].map((rows) => computeMoments(rows)) as [
      ReturnType<typeof computeMoments>,
      ReturnType<typeof computeMoments>,
      ReturnType<typeof computeMoments>,
    ];
    const none = computeMoments({ count: 0, dimensions: 6, data: new Float32Array() });
    const [left, right] = [mergeMoments(mergeMoments(a, b), c), mergeMoments(a, mergeMoments(b, c))];
    left.scatter.data.forEach((value, index) => expect(value).toBeCloseTo(right.scatter.data[index]!, 12));
    expect(mergeMoments(none, a)).toEqual(a);
    expect(mergeMoments(a, none)).toEqual(a);
  });
});

describe('computeKernelDistanceError', () => {
  it('is the jackknife of the distance of all pictures', () => {
    const [a, b] = [draw(7, 5, 1), draw(9, 5, 2)];
    const indices = (count: number, without: number) =>
      Uint32Array.from({ length: count - 1 }, (_, index) => (index < without ? index : index + 1));
    const distances = (rows: FeatureRows, other: FeatureRows) =>
      Array.from({ length: rows.count }, (_, picture) => distanceOf(rows, indices(rows.count, picture), other));
    const variance = (values: number[]) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return ((values.length - 1) / values.length) * values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    };
    const expected = Math.sqrt(variance(distances(a, b)) + variance(distances(b, a)));
    expect(relative(computeKernelDistanceError(a, b)!, expected)).toBeLessThan(1e-12);
    expect(relative(computeKernelDistanceError(a, b, undefined, portableKernels)!, expected)).toBeLessThan(1e-12);
  });

  it('needs three pictures a side', () => {
    expect(computeKernelDistanceError(draw(2, 5, 1), draw(9, 5, 2))).toBeNull();
    expect(computeKernelDistanceError(draw(3, 5, 1), draw(3, 5, 2))).toBeGreaterThan(0);
  });
});

/** Of some rows of the one side and all of the other, by the definition. */
function distanceOf(a: FeatureRows, rows: Uint32Array, b: FeatureRows): number {
  const k = (one: FeatureRows, i: number, other: FeatureRows, j: number) => {
    let sum = 0;
    for (let at = 0; at < one.dimensions; at++)
      sum += one.data[i * one.dimensions + at]! * other.data[j * one.dimensions + at]!;
    return (sum / one.dimensions + 1) ** 3;
  };
  const all = Array.from({ length: b.count }, (_, index) => index);
  const within = (side: FeatureRows, list: readonly number[]) => {
    const pairs = list.flatMap((i) => list.filter((j) => j !== i).map((j) => k(side, i, side, j)));
    return pairs.reduce((sum, value) => sum + value, 0) / pairs.length;
  };
  const across = [...rows].flatMap((i) => all.map((j) => k(a, i, b, j)));
  const mean = across.reduce((sum, value) => sum + value, 0) / across.length;
  return within(a, [...rows]) + within(b, all) - 2 * mean;
}

describe('drawSubsets', () => {
  it("draws numpy's choices from numpy's stream", () => {
    const drawn = drawSubsets({ a: 12, b: 1000 }, { subsets: 1, subsetSize: 12, seed: 2020 });
    expect([...drawn[0]!.a]).toEqual([...golden.uint32('subset/0')]);
    expect([...drawn[0]!.b]).toEqual([...golden.uint32('subset/1')]);
  });

  it('refuses subsets that are larger than a side', () => {
    expect(() => drawSubsets({ a: 20, b: 11 }, settings)).toThrow(expect.objectContaining({ code: 'TOO_FEW_SAMPLES' }));
  });
});
