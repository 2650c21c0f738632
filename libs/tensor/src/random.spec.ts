import { readVectors } from '../../../tools/golden/vector-file.js';
import { MersenneTwister } from './mersenne-twister.js';
import { createGenerator, randn } from './random.js';

const vectors = readVectors('tensor-random');
const { seeds, shapes, streamSeeds, successiveSizes } = vectors.meta as {
  seeds: number[];
  shapes: number[][];
  streamSeeds: number[];
  successiveSizes: number[];
};

function largestDifference(actual: Float32Array, expected: Float32Array): number {
  expect(actual.length).toBe(expected.length);
  return actual.reduce((largest, value, index) => Math.max(largest, Math.abs(value - (expected[index] ?? NaN))), 0);
}

describe('the engine', () => {
  it.each(streamSeeds)('gives the words of MT19937 for seed %d', (seed) => {
    const engine = new MersenneTwister(seed);
    expect(Uint32Array.from({ length: 2000 }, () => engine.nextUint32())).toEqual(
      vectors.uint32(`words/${String(seed)}`),
    );
  });

  it.each(streamSeeds)("gives the words of torch's generator for seed %d", (seed) => {
    const engine = new MersenneTwister(seed);
    const words = Uint32Array.from({ length: 2000 }, () => engine.nextUint32() & 0x7ffffff);
    expect(words).toEqual(vectors.uint32(`low27/${String(seed)}`));
  });
});

describe('uniform numbers', () => {
  it.each(streamSeeds)('are those of torch.rand, bit for bit, for seed %d', (seed) => {
    expect(createGenerator(seed).uniform([2000]).data).toEqual(vectors.float32(`uniform/${String(seed)}`));
  });
});

describe('normal numbers', () => {
  const cases = seeds.flatMap((seed) =>
    shapes.map((shape): [number, string, number[]] => [seed, shape.join('x'), shape]),
  );

  it('are compared over 20 seeds and 6 shapes', () => {
    expect([seeds.length, shapes.length]).toEqual([20, 6]);
  });

  it.each(cases)('follow torch.randn for seed %d, shape %s', (seed, name, shape) => {
    const expected = vectors.float32(`randn/${String(seed)}/${name}`);
    expect(largestDifference(randn(shape, seed).data, expected)).toBeLessThan(1e-6);
  });

  it.each(seeds)('follow one torch generator over small and large draws in turn, seed %d', (seed) => {
    const generator = createGenerator(seed);
    const drawn = successiveSizes.flatMap((size) => [...generator.normal([size]).data]);
    const expected = vectors.float32(`successive/${String(seed)}`);
    expect(largestDifference(Float32Array.from(drawn), expected)).toBeLessThan(1e-6);
  });

  it('draw nothing for an empty shape', () => {
    const generator = createGenerator(3);
    expect(generator.normal([0, 4]).data).toHaveLength(0);
    expect(generator.normal([4])).toEqual(randn([4], 3));
  });
});

it.each([-1, 1.5, NaN, Infinity, 2 ** 53])('refuses the seed %d', (seed) => {
  expect(() => createGenerator(seed)).toThrow(
    expect.objectContaining({ code: 'INVALID_SEED', message: expect.stringContaining(String(seed)) }),
  );
});
