import { type PersonPose } from '@contrapposto/pose';
import { listValues, PRECISION_SETS, type PrecisionSet } from '../testing/precision-vectors.js';
import { createAveragePrecision } from './average-precision.js';
import { createCosineAveragePrecision } from './cosine-average-precision.js';
import { packPerson } from './packed-person.js';
import { type PrecisionSample } from './picture-matcher.js';
import { type PrecisionMetric } from './precision-metric.js';
import { getPrecisionPreset, PRECISION_PRESET_NAMES } from './presets.js';

function measure(metric: PrecisionMetric, samples: readonly PrecisionSample[]) {
  const accumulator = metric.createAccumulator();
  for (const sample of samples) accumulator.update(sample);
  return accumulator.statistics;
}

/** All numbers within 1e-9 of the reference's; the pictures are seen in another order than there. */
function expectParity(metric: PrecisionMetric, name: 'AP' | 'CAP', set: PrecisionSet, reference: string): void {
  const values = listValues(metric.compute(measure(metric, set.samples.toReversed())), name);
  const expected = set.readExpected(reference);
  expect(values.map((value) => value === null)).toEqual(expected.map((value) => value === null));
  for (const [index, value] of values.entries())
    expect(Math.abs((value ?? 0) - (expected[index] ?? 0))).toBeLessThan(1e-9);
}

const SETS = PRECISION_SETS.map((set, index) => [index, set.skeleton, set] as const);

describe('average precision', () => {
  it.each(SETS)('equals pycocotools and xtcocotools on set %i of %s', (_index, _skeleton, set) => {
    for (const reference of ['coco', 'xtcoco', 'xtcoco-box'])
      expectParity(createAveragePrecision({ rules: reference, skeleton: set }), 'AP', set, reference);
  });

  it.each(SETS)("equals the formulas of CAP, and HumanSD's script, on set %i of %s", (_index, _skeleton, set) => {
    const rules = { ...getPrecisionPreset('xtcoco'), name: 'one scale', cosine: 'ONE_SCALE' } as const;
    expectParity(createCosineAveragePrecision({ rules: 'xtcoco', skeleton: set }), 'CAP', set, 'per-axis');
    expectParity(createCosineAveragePrecision({ rules, skeleton: set }), 'CAP', set, 'one-scale');
    expectParity(createCosineAveragePrecision({ rules: 'humansd-compat', skeleton: set }), 'CAP', set, 'humansd-cap');
    expectParity(createAveragePrecision({ rules: 'humansd-compat', skeleton: set }), 'AP', set, 'humansd-ap');
  });

  it.each(SETS)('is the same of packed people, on set %i of %s', (_index, _skeleton, set) => {
    const packed = set.samples.map((sample) => ({
      ...sample,
      people: sample.people.map(packPerson),
      found: sample.found.map(packPerson),
    }));
    for (const rules of PRECISION_PRESET_NAMES)
      for (const create of [createAveragePrecision, createCosineAveragePrecision]) {
        const metric = create({ rules, skeleton: set });
        expect(measure(metric, packed)).toEqual(measure(metric, set.samples));
      }
  });

  it('is told apart by the sets: they hold what the rules differ in', () => {
    const references = ['coco', 'xtcoco', 'xtcoco-box', 'per-axis', 'one-scale', 'humansd-ap', 'humansd-cap'];
    const firsts = references.map((reference) =>
      PRECISION_SETS.map((set) => set.readExpected(reference)[0]?.toFixed(9)).join(),
    );
    expect(new Set(firsts).size).toBe(references.length);
  });
});

describe('statistics of average precision', () => {
  const [set] = PRECISION_SETS as [PrecisionSet];
  const metric = createAveragePrecision({ rules: 'coco', skeleton: 'coco17' });
  const whole = measure(metric, set.samples);
  const parts = [0, 1, 2].map((worker) =>
    measure(
      metric,
      set.samples.filter((_sample, index) => index % 3 === worker),
    ),
  );
  const expected = metric.compute(whole);

  it('merge in any order and grouping, also after a journey as JSON', () => {
    const [a, b, c] = parts.map((part) => JSON.parse(JSON.stringify(part)) as typeof part) as [
      typeof whole,
      typeof whole,
      typeof whole,
    ];
    expect(metric.compute(metric.merge([a, b, c]))).toEqual(expected);
    expect(metric.compute(metric.merge([c, metric.merge([b, a])]))).toEqual(expected);
    expect(metric.merge([metric.merge([a, b]), c])).toEqual(metric.merge([a, metric.merge([b, c])]));
    expect(metric.merge([whole, metric.merge([])])).toEqual(whole);
  });

  it('give back any of their pictures', () => {
    const samples = [3, 1].map((index) => set.samples[index]!);
    expect(metric.select(whole, [3, 1])).toEqual(measure(metric, samples));
  });

  it('weigh a picture as if it had come so often', () => {
    const weights = set.samples.map((_sample, index) => index % 3);
    const copies = set.samples.flatMap((sample, index) =>
      Array.from({ length: weights[index]! }, (_, copy) => ({ ...sample, id: `${sample.id}.${copy}` })),
    );
    // Equal scores rank by the id of the picture, and its copies must stand where it stands: each score is made its own.
    let rank = 0;
    const distinct = (sample: PrecisionSample) => ({
      ...sample,
      found: sample.found.map((person) => ({ ...person, score: person.score! + (rank += 1e-6) })),
    });
    const once = measure(metric, set.samples.map(distinct));
    rank = 0;
    const ranked = new Map(set.samples.map(distinct).map((sample) => [sample.id, sample.found]));
    const repeated = measure(
      metric,
      copies.map((sample) => ({ ...sample, found: ranked.get(sample.id.split('.')[0]!)! })),
    );
    const weighed = listValues(metric.prepare(once)(weights), 'AP');
    for (const [index, value] of listValues(metric.compute(repeated), 'AP').entries())
      expect(weighed[index]).toBeCloseTo(value!, 12);
  });

  it('refuse a picture twice, and what was gathered by other rules', () => {
    const code = (expected: string) => expect.objectContaining({ name: 'EvalError', code: expected });
    expect(() => metric.merge([whole, parts[0]!])).toThrow(code('DUPLICATE_SAMPLE'));
    expect(() => measure(metric, [set.samples[0]!, set.samples[0]!])).toThrow(code('DUPLICATE_SAMPLE'));
    const other = createAveragePrecision({ rules: 'xtcoco', skeleton: 'coco17' });
    expect(() => other.compute(whole)).toThrow(code('INCOMPATIBLE_STATISTICS'));
    expect(() => other.merge([whole])).toThrow(code('INCOMPATIBLE_STATISTICS'));
    expect(() => metric.compute({ ...whole, scores: [] })).toThrow(code('INCOMPATIBLE_STATISTICS'));
  });

  it('have no values where nobody should be found, and 0 where nobody was', () => {
    expect(Object.values(metric.compute(metric.merge([]))).every((value) => value === null)).toBe(true);
    const unfound = set.samples.map((sample) => ({ ...sample, found: [] }));
    expect(metric.compute(measure(metric, unfound))).toMatchObject({ AP: 0, AR: 0 });
    const nobody = set.samples.map((sample) => ({ ...sample, people: [] }));
    expect(metric.compute(measure(metric, nobody))).toMatchObject({ AP: null, ARl: null });
  });
});

describe('samples', () => {
  const metric = createAveragePrecision({ rules: 'coco', skeleton: 'coco17' });
  const person: PersonPose = {
    keypoints: Array.from({ length: 17 }, (_, at) => ({ x: at, y: at, visibility: 2 })),
    area: 9,
  };
  const update = (sample: Partial<PrecisionSample>) =>
    metric.createAccumulator().update({ id: 'a', people: [person], found: [], ...sample });

  it.each([
    ['too few joints', { people: [{ ...person, keypoints: person.keypoints.slice(1) }] }],
    ['no area', { people: [{ keypoints: person.keypoints }] }],
    ['an area below 0', { people: [{ ...person, area: -1 }] }],
    ['a joint nowhere', { found: [{ keypoints: person.keypoints.with(3, { x: NaN, y: 0, visibility: 2 }) }] }],
    ['too few packed joints', { found: [{ keypoints: new Float32Array(48) }] }],
    ['a packed joint nowhere', { found: [{ keypoints: new Float32Array(51).fill(Infinity) }] }],
    ['a score that is no number', { found: [{ ...person, score: NaN }] }],
  ] satisfies [string, Partial<PrecisionSample>][])('are refused with %s', (_what, sample) => {
    expect(() => update(sample)).toThrow(expect.objectContaining({ code: 'INVALID_SAMPLE' }));
  });

  it('leave no trace where they are refused', () => {
    const accumulator = metric.createAccumulator();
    const before = accumulator.statistics;
    expect(() => accumulator.update({ id: 'a', people: [{ keypoints: [] }], found: [] })).toThrow();
    expect(accumulator.statistics).toEqual(before);
    accumulator.update({ id: 'a', people: [person], found: [person] });
    expect(metric.compute(accumulator.statistics).AP).toBe(1);
  });
});

describe('presets', () => {
  it('are frozen, and known by name', () => {
    for (const name of PRECISION_PRESET_NAMES) {
      const preset = getPrecisionPreset(name);
      expect([preset, preset.thresholds, preset.recalls, preset.areaRanges].every(Object.isFrozen)).toBe(true);
    }
    expect(() => getPrecisionPreset('humansd')).toThrow('humansd-compat');
  });

  it('refuse rules that mean nothing', () => {
    const rules = { ...getPrecisionPreset('coco'), mostFound: 0, thresholds: [] };
    expect(() => createAveragePrecision({ rules, skeleton: 'coco17' })).toThrow(
      expect.objectContaining({ code: 'INVALID_SETTINGS' }),
    );
  });
});
