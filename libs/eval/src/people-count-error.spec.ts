import { type PersonPose } from '@contrapposto/pose';
import { NO_CONTEXT } from './manifest.js';
import { createPeopleCountError, PUBLISHED_PEOPLE_COUNT } from './people-count-error.js';
import { type PoseSample } from './pose-sample.js';
import { summarizeScenes } from './summarize-scenes.js';

const person: PersonPose = { keypoints: [{ x: 1, y: 1, visibility: 2 }] };
const nobody: PersonPose = { keypoints: [{ x: 0, y: 0, visibility: 0 }] };
const found = (...scores: number[]): PersonPose[] => scores.map((score) => ({ ...person, score }));

const SAMPLES: readonly PoseSample[] = [
  { id: '1', scene: 'dance', people: [person, person], found: found(0.9, 0.2, 0.1) },
  { id: '2', scene: 'dance', people: [person, nobody, { ...person, crowd: true }], found: found(0.5) },
  { id: '3', scene: 'mural', people: [], found: found(0.05, 0.05) },
  { id: '4', people: [person, person, person], found: [] },
];

function measure(metric: ReturnType<typeof createPeopleCountError>, samples = SAMPLES) {
  const accumulator = metric.createAccumulator();
  for (const sample of samples) accumulator.update(sample);
  return accumulator.statistics;
}

describe('people-count error', () => {
  it('is the mean of how many too many or too few, pictures without people among them', () => {
    const published = createPeopleCountError(PUBLISHED_PEOPLE_COUNT);
    expect(published.compute(measure(published))).toEqual({ PCE: (1 + 0 + 2 + 3) / 4 });
    expect(published.compute(published.merge([]))).toEqual({ PCE: null });
  });

  it('counts those whom the detector is sure enough of, and says so', () => {
    const metric = createPeopleCountError({ scoreThreshold: 0.2 });
    const statistics = measure(metric);
    expect(metric.compute(statistics)).toEqual({ PCE: (0 + 0 + 0 + 3) / 4 });
    expect(metric.createManifest(statistics, NO_CONTEXT)).toMatchObject({
      metric: 'PCE',
      preset: null,
      thresholds: { score: 0.2 },
      pictureCount: 4,
    });
    expect(() => createPeopleCountError({ scoreThreshold: NaN })).toThrow('NaN');
  });

  it('merges in any order, pictures once, thresholds alike', () => {
    const metric = createPeopleCountError({ scoreThreshold: 0.2 });
    const [first, second] = [measure(metric, SAMPLES.slice(0, 2)), measure(metric, SAMPLES.slice(2))];
    expect(metric.compute(metric.merge([second, first]))).toEqual(metric.compute(measure(metric)));
    expect(() => metric.merge([first, first])).toThrow(expect.objectContaining({ code: 'DUPLICATE_SAMPLE' }));
    const other = createPeopleCountError({ scoreThreshold: 0.3 });
    expect(() => other.merge([first])).toThrow(expect.objectContaining({ code: 'INCOMPATIBLE_STATISTICS' }));
  });
});

describe('scenes', () => {
  const metric = createPeopleCountError(PUBLISHED_PEOPLE_COUNT);
  const statistics = measure(metric);

  it('stand each by itself, and all alike in their mean', () => {
    const { overall, scenes, mean } = summarizeScenes(metric, statistics, null);
    expect(overall).toEqual({ pictureCount: 4, values: { PCE: 1.5 }, intervals: null });
    expect(Object.entries(scenes).map(([name, { values }]) => [name, values.PCE])).toEqual([
      ['dance', 0.5],
      ['mural', 2],
    ]);
    expect(mean).toEqual({ pictureCount: 3, values: { PCE: 1.25 }, intervals: null });
  });

  it('bring intervals where they are asked for', () => {
    const { overall, scenes, mean } = summarizeScenes(metric, statistics, { replicates: 200, seed: 3, level: 0.95 });
    expect(scenes.mural!.intervals).toEqual({ PCE: { low: 2, high: 2 } });
    expect(mean.intervals).toEqual({ PCE: { low: 1, high: 1.5 } });
    expect(overall.intervals!.PCE!.high).toBeGreaterThan(overall.values.PCE!);
  });

  it('have no mean where there are none', () => {
    const { mean } = summarizeScenes(metric, metric.merge([]), null);
    expect(mean).toEqual({ pictureCount: 0, values: {}, intervals: null });
  });
});
