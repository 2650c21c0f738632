import { createGenerator } from '@contrapposto/tensor';
import { NO_CONTEXT } from '../manifest.js';
import { summarizeScenes } from '../summarize-scenes.js';
import { computeClipSimilarity, createClipSimilarity } from './clip-similarity.js';
import { decodeFeatures, encodeFeatures } from './encode-features.js';
import { type FeatureMetric, type FeatureSample } from './feature-metric.js';
import { computeFrechetDistance } from './frechet-distance.js';
import { createFrechetInceptionDistance, createKernelInceptionDistance } from './inception-distances.js';

const DIMENSIONS = 5;
const draw = (count: number, seed: number): Float32Array => createGenerator(seed).normal([count, DIMENSIONS]).data;
const [generated, real] = [draw(12, 1), draw(12, 2)];
const rowOf = (rows: Float32Array, index: number) => rows.slice(index * DIMENSIONS, (index + 1) * DIMENSIONS);
const samples: FeatureSample[] = Array.from({ length: 12 }, (_, index) => ({
  id: `p${index}`,
  scene: index < 6 ? 'dance' : 'mural',
  generated: rowOf(generated, index),
  real: rowOf(real, index),
}));

function gather(metric: FeatureMetric, part: readonly FeatureSample[]) {
  const accumulator = metric.createAccumulator();
  part.forEach((sample) => accumulator.update(sample));
  return accumulator.statistics;
}

describe.each([
  ['FID', createFrechetInceptionDistance({ dimensions: DIMENSIONS })],
  ['KID', createKernelInceptionDistance({ dimensions: DIMENSIONS, subsets: 4, subsetSize: 5, seed: 1 })],
] as const)('%s', (name, metric) => {
  const whole = gather(metric, samples);

  it('has one value from one worker, from many, and through JSON', () => {
    const parts = [gather(metric, samples.slice(0, 3)), gather(metric, []), gather(metric, samples.slice(3))];
    const merged = metric.merge(JSON.parse(JSON.stringify(parts)) as typeof parts);
    expect(merged).toEqual(whole);
    expect(metric.compute(merged)[name]).toBe(metric.compute(whole)[name]);
  });

  it('counts a picture that weighs two twice', () => {
    const weights = [2, 0, 1, 3, 1, 1, 0, 1, 1, 1, 1, 0];
    const again = samples.flatMap((sample, index) =>
      Array.from({ length: weights[index]! }, (_, copy) => ({ ...sample, id: `${sample.id}.${copy}` })),
    );
    expect(metric.prepare(whole)(weights)).toEqual(metric.compute(gather(metric, again)));
  });

  it('is measured scene by scene, with intervals', () => {
    const { scenes, mean } = summarizeScenes(metric, whole, { replicates: 5, seed: 1, level: 0.9 });
    expect(Object.keys(scenes)).toEqual(['dance', 'mural']);
    expect(mean.values[name]).toBeCloseTo((scenes.dance!.values[name]! + scenes.mural!.values[name]!) / 2, 12);
    expect(mean.intervals?.[name]).toMatchObject({ low: expect.any(Number), high: expect.any(Number) });
  });

  it('has no value of too few pictures, and takes sides of unlike numbers', () => {
    expect(metric.compute(gather(metric, samples.slice(0, 1)))[name]).toBeNull();
    const more = [
      ...samples.map((sample) => ({ ...sample, real: null })),
      { ...samples[0]!, id: 'r', generated: null },
    ];
    expect(metric.compute(gather(metric, more))[name]).toBeNull();
  });

  it('says how it was measured', () => {
    const manifest = metric.createManifest(whole, { ...NO_CONTEXT, resizeFilter: 'tensorflow-1-bilinear' });
    expect(manifest).toMatchObject({ metric: name, pictureCount: 12, resizeFilter: 'tensorflow-1-bilinear' });
    expect(manifest.settings).toMatchObject({ dimensions: DIMENSIONS, generatedCount: 12, realCount: 12 });
  });

  it('refuses a picture twice, another layer, what is no number, and statistics of another kind', () => {
    const accumulator = metric.createAccumulator();
    accumulator.update(samples[0]!);
    const codeOf = (sample: Partial<FeatureSample>): string => {
      try {
        accumulator.update({ ...samples[1]!, ...sample });
        return 'none';
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    expect(codeOf({ id: 'p0' })).toBe('DUPLICATE_SAMPLE');
    expect(codeOf({ real: new Float32Array(4) })).toBe('INVALID_SAMPLE');
    expect(codeOf({ generated: new Float32Array(DIMENSIONS).fill(NaN) })).toBe('INVALID_SAMPLE');
    expect(accumulator.statistics.ids).toEqual(['p0']);
    expect(() => metric.compute({ ...whole, gatheredBy: 'something else' })).toThrow(
      expect.objectContaining({ code: 'INCOMPATIBLE_STATISTICS' }),
    );
    expect(() => metric.compute({ ...whole, real: whole.real.map(() => 'AAAA') })).toThrow(
      expect.objectContaining({ code: 'INCOMPATIBLE_STATISTICS' }),
    );
  });
});

it('FID is the Fréchet distance of the features', () => {
  const metric = createFrechetInceptionDistance({ dimensions: DIMENSIONS });
  const rows = (data: Float32Array) => ({ count: 12, dimensions: DIMENSIONS, data });
  expect(metric.compute(gather(metric, samples))).toEqual({
    FID: computeFrechetDistance(rows(generated), rows(real)),
  });
});

describe('KID', () => {
  it('knows its presets', () => {
    const metric = createKernelInceptionDistance({ preset: 'torch-fidelity' });
    const manifest = metric.createManifest(metric.createAccumulator().statistics, NO_CONTEXT);
    expect(manifest).toMatchObject({ preset: 'torch-fidelity', settings: { subsetSize: 1000, seed: 2020 } });
    expect(() => createKernelInceptionDistance({ preset: 'toString' as 'torch-fidelity' })).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_PRESET' }),
    );
  });

  it('has a deviation over subsets where there is more than one subset', () => {
    const settings = { dimensions: DIMENSIONS, subsets: 4, seed: 1 };
    const [some, all] = [5, 250].map((subsetSize) => {
      const metric = createKernelInceptionDistance({ ...settings, subsetSize });
      return metric.compute(gather(metric, samples));
    });
    expect(some!.KIDstd).toBeGreaterThan(0);
    expect([all!.KIDstd, all!.KIDse]).toEqual([null, some!.KIDse]);
  });

  it.each([{ subsets: 0 }, { subsetSize: 1 }, { seed: -1 }, { dimensions: 0 }])('refuses %o', (wrong) => {
    const settings = { dimensions: 5, subsets: 4, subsetSize: 5, seed: 1, ...wrong };
    expect(() => createKernelInceptionDistance(settings)).toThrow(
      expect.objectContaining({ code: 'INVALID_SETTINGS' }),
    );
  });
});

describe('CLIPSIM', () => {
  const pair = (image: number[], text: number[]) => ({
    image: Float32Array.from(image),
    text: Float32Array.from(text),
  });

  it.each([
    [[1, 0], [5, 0], 100],
    [[1, 0], [1, 1], 100 / Math.SQRT2],
    [[1, 0], [-1, 0.1], 0],
  ])('of %o and %o is %d', (image, text, expected) => {
    const sample = pair(image, text);
    expect(computeClipSimilarity(sample.image, sample.text)).toBeCloseTo(expected, 6);
  });

  it('is the mean over pictures, mergeable and weighted', () => {
    const metric = createClipSimilarity();
    const [a, b] = [metric.createAccumulator(), metric.createAccumulator()];
    a.update({ id: 'a', ...pair([1, 0], [2, 0]) });
    b.update({ id: 'b', scene: 'mural', ...pair([1, 0], [0, 2]) });
    const merged = metric.merge([a.statistics, b.statistics]);
    expect(metric.compute(merged)).toEqual({ CLIPSIM: 50 });
    expect(metric.prepare(merged)([3, 1])).toEqual({ CLIPSIM: 75 });
    expect(metric.compute(metric.merge([]))).toEqual({ CLIPSIM: null });
    expect(metric.select(merged, [1])).toMatchObject({ ids: ['b'], scenes: ['mural'], similarities: [0] });
    expect(metric.createManifest(merged, NO_CONTEXT)).toMatchObject({ metric: 'CLIPSIM', settings: { scale: 100 } });
  });

  it('refuses embeddings of unlike lengths, and without a direction', () => {
    const { image, text } = pair([1, 0], [1, 0, 0]);
    expect(() => computeClipSimilarity(image, text)).toThrow(expect.objectContaining({ code: 'INVALID_SAMPLE' }));
    expect(() => computeClipSimilarity(new Float32Array(2), image)).toThrow('zeros');
  });
});

it.each([0, 1, 2, 3, 4, 5])('%d features are the same after a journey as text', (count) => {
  const features = createGenerator(9).normal([count]).data;
  const back = new Float32Array(count);
  decodeFeatures(encodeFeatures(features), back);
  expect(back).toEqual(features);
  const text = Buffer.from(features.buffer).toString('base64').replace(/=+$/, '');
  expect(encodeFeatures(features)).toBe(text);
});
