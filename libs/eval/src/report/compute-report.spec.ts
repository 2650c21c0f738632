import { computeFidelity } from '../compute-fidelity.js';
import { createClipSimilarity } from '../distribution/clip-similarity.js';
import { createFrechetInceptionDistance } from '../distribution/inception-distances.js';
import { type InferenceTime } from '../inference-time.js';
import { createPeopleCountError } from '../people-count-error.js';
import { createAveragePrecision } from '../precision/average-precision.js';
import { createCosineAveragePrecision } from '../precision/cosine-average-precision.js';
import { summarizeScenes } from '../summarize-scenes.js';
import { listValues, PRECISION_SETS } from '../testing/precision-vectors.js';
import { createSamples, DIMENSIONS, OPTIONS, STARTER_POSES } from '../testing/report-samples.js';
import { computeReport } from './compute-report.js';
import { type MetricName, type ReportResults } from './report-results.js';

const samples = createSamples(12);
const results = computeReport(samples, OPTIONS);
const find = ({ metrics }: ReportResults, name: MetricName) => metrics.find(({ metric }) => metric === name)!;

/** As computeReport orders them: by key. */
const ordered = [...samples].sort((a, b) => (a.key < b.key ? -1 : 1));
const poses = ordered.map(({ key, scene, expected, found }) => ({ id: key, scene: scene!, people: expected, found }));

describe('a report', () => {
  it.each([
    ['AP', createAveragePrecision({ rules: 'paper', skeleton: 'coco17' })],
    ['CAP', createCosineAveragePrecision({ rules: 'paper', skeleton: 'coco17' })],
  ] as const)('holds the %s that the metric itself computes, scene by scene, with intervals', (name, metric) => {
    const accumulator = metric.createAccumulator();
    poses.forEach((sample) => accumulator.update(sample));
    const { overall, scenes, mean } = summarizeScenes(metric, accumulator.statistics, OPTIONS.bootstrap);
    expect(find(results, name)).toMatchObject({ overall, scenes, mean, primary: name, better: 'HIGHER' });
    expect(overall.values[name]).toBeGreaterThan(0);
  });

  it('holds the PCE, CLIPSIM and FID that the metrics themselves compute', () => {
    const count = createPeopleCountError({ scoreThreshold: 0.5 }).createAccumulator();
    poses.forEach((sample) => count.update(sample));
    const error = createPeopleCountError({ scoreThreshold: 0.5 }).compute(count.statistics);
    expect(find(results, 'PCE').overall.values).toEqual(error);

    const clip = createClipSimilarity().createAccumulator();
    for (const { key, embeddings } of ordered) if (embeddings) clip.update({ id: key, ...embeddings });
    expect(find(results, 'CLIPSIM').overall.values).toEqual(createClipSimilarity().compute(clip.statistics));

    const metric = createFrechetInceptionDistance({ dimensions: DIMENSIONS });
    const features = metric.createAccumulator();
    for (const { key, scene, features: sides } of ordered) features.update({ id: key, scene, ...sides! });
    expect(find(results, 'FID').overall.values).toEqual(metric.compute(features.statistics));
  });

  it("holds the AP and CAP of HumanSD's script where its rules are asked for", () => {
    const set = PRECISION_SETS.find(({ skeleton }) => skeleton === 'coco17')!;
    const measured = set.samples.map(({ id, people, found }) => ({
      ...samples[0]!,
      key: id,
      scene: null,
      expected: people,
      found,
    }));
    const rules = { ...OPTIONS, metrics: ['AP', 'CAP'], posePreset: 'humansd-compat', bootstrap: null } as const;
    for (const { metric, overall, mean } of computeReport(measured, rules).metrics) {
      const values = listValues(overall.values, metric as 'AP' | 'CAP');
      for (const [index, reference] of set.readExpected(`humansd-${metric.toLowerCase()}`).entries())
        expect(values[index] ?? -1).toBeCloseTo(reference ?? -1, 9);
      expect(mean).toBeNull();
    }
    expect.assertions(22);
  });

  it('is the same whoever measured which sample first, and through JSON', () => {
    for (const order of [samples.toReversed(), [...samples.slice(7), ...samples.slice(0, 7)]])
      expect(computeReport(order, OPTIONS)).toEqual(results);
    expect(JSON.parse(JSON.stringify(results))).toEqual(results);
  });

  it('counts a sample without a picture as one in which nobody is', () => {
    expect(results).toMatchObject({ pictureCount: 12, failedCount: 1 });
    const without = computeReport(samples.slice(0, -1), OPTIONS);
    expect(find(results, 'AP').overall.values.AR).toBeLessThan(find(without, 'AP').overall.values.AR!);
    expect(find(results, 'CLIPSIM').overall).toEqual(find(without, 'CLIPSIM').overall);
    expect(find(results, 'FID').manifest.settings).toMatchObject({ generatedCount: 11, realCount: 12 });
  });

  it('says in every manifest what would change the number', () => {
    expect(find(results, 'AP').manifest).toMatchObject({
      preset: 'paper',
      detector: OPTIONS.detector,
      extractor: null,
      dataset: OPTIONS.dataset,
      pictureCount: 12,
      seeds: [7],
    });
    expect(find(results, 'KID').manifest).toMatchObject({ extractor: OPTIONS.features!.extractor, detector: null });
    const compat = computeReport(samples, { ...OPTIONS, posePreset: 'humansd-compat', metrics: ['AP', 'PCE'] });
    expect(compat.metrics.map(({ manifest }) => manifest.preset)).toEqual(['humansd-compat', 'humansd-compat']);
  });

  it('gives FID no intervals, KID those of its standard error, and nothing any without a bootstrap', () => {
    expect(find(results, 'FID').overall.intervals).toBeNull();
    const { overall, mean, scenes } = find(results, 'KID');
    for (const { values, intervals } of [overall, mean!, ...Object.values(scenes)]) {
      expect(intervals!.KID!.low).toBeCloseTo(values.KID! - 1.96 * values.KIDse!, 2);
      expect(intervals!.KID!.high).toBeCloseTo(values.KID! + 1.96 * values.KIDse!, 2);
    }
    const errors = Object.values(scenes).map(({ values }) => values.KIDse!);
    expect(mean!.values.KIDse).toBeCloseTo(Math.hypot(...errors) / 2, 12);
    for (const { overall } of computeReport(samples, { ...OPTIONS, bootstrap: null }).metrics)
      expect(overall.intervals).toBeNull();
  });

  it('says of every metric that it lacks why', () => {
    const bare = samples.map((sample) => ({ ...sample, features: null, embeddings: null }));
    const metrics = [...OPTIONS.metrics, 'TIME' as const];
    const reasonsOf = (...args: Parameters<typeof computeReport>) =>
      Object.fromEntries(computeReport(...args).skipped.map(({ metric, reason }) => [metric, reason]));
    const nothing = { ...OPTIONS, metrics, detector: null, features: null, embeddings: null };
    expect(Object.keys(reasonsOf(bare, nothing))).toEqual(['AP', 'CAP', 'PCE', 'FID', 'KID', 'CLIPSIM', 'TIME']);
    expect(computeReport(bare, nothing)).toMatchObject({ metrics: [], joints: [], distributions: [] });
    expect(reasonsOf(bare, { ...OPTIONS, metrics })).toEqual({
      FID: expect.stringContaining('pictures of its own'),
      KID: expect.stringContaining('pictures of its own'),
      CLIPSIM: expect.stringContaining('No sample has a picture'),
      TIME: expect.stringContaining('made elsewhere'),
    });
    const unavailable = { FID: 'The extractor is gone.' };
    expect(reasonsOf(samples, { ...OPTIONS, unavailable })).toEqual(unavailable);
  });

  it('has the joints of computeFidelity, and how many of them were lost', () => {
    const pose = STARTER_POSES.find(({ people }) => people.length === 1)!;
    const expected = pose.people;
    const found = expected.map(({ keypoints }) => ({
      keypoints: keypoints.map((joint, index) =>
        index === 0 ? { x: 0, y: 0, visibility: 0 as const } : { ...joint, x: joint.x + 4 },
      ),
      score: 1,
    }));
    const one = { ...samples[0]!, expected, found };
    const { joints } = computeReport([one], { ...OPTIONS, metrics: ['AP'] });
    const fidelity = computeFidelity(pose, found);
    expect(joints.map((joint) => joint.objectKeypointSimilarity)).toEqual(
      fidelity.joints.map((joint) => joint.objectKeypointSimilarity),
    );
    expect(joints[0]).toMatchObject({ name: 'nose', distanceShare: null, lostShare: 1 });
    const shares = joints.slice(1).flatMap(({ distanceShare }) => distanceShare ?? []);
    for (const share of shares) expect(share).toBeCloseTo(shares[0]!, 12);
  });

  it('spreads every picture once, by each measure', () => {
    const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);
    expect(results.distributions.map(({ measure, counts }) => [measure, total(counts)])).toEqual([
      ['OKS', 12],
      ['CAP', 12],
      ['PCE', 12],
      ['CLIPSIM', 11],
    ]);
    for (const { edges, counts } of results.distributions) expect(edges).toHaveLength(counts.length + 1);
  });

  it('holds the median time, with an interval over its runs', () => {
    const seconds = [0.5, 0.1, 0.3, 0.2];
    const time = { seconds, settings: { warmUpRuns: 3, runs: 4 }, inside: ['denoising'] } as unknown as InferenceTime;
    const measured = { time, settings: { device: 'cpu', steps: 30 } };
    const { metrics } = computeReport(samples, { ...OPTIONS, metrics: ['TIME'], time: measured });
    const { overall, mean, manifest, primary } = metrics[0]!;
    expect(overall).toMatchObject({ pictureCount: 4, values: { medianMs: 250, leastMs: 100, mostMs: 500 } });
    expect(overall.intervals?.[primary]?.low).toBeGreaterThanOrEqual(100);
    expect(mean).toBeNull();
    expect(manifest.settings).toEqual({ device: 'cpu', steps: 30, warmUpRuns: 3, runs: 4, inside: 'denoising' });
  });

  it('refuses a key that comes twice', () => {
    expect(() => computeReport([samples[0]!, samples[0]!], OPTIONS)).toThrow(
      expect.objectContaining({ code: 'DUPLICATE_SAMPLE' }),
    );
  });
});
