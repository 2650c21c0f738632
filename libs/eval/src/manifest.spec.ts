import { compareManifests, NO_CONTEXT, type MetricManifest } from './manifest.js';
import { createAveragePrecision } from './precision/average-precision.js';
import { type PrecisionSettings } from './precision/precision-metric.js';

function manifestOf(settings: Partial<PrecisionSettings> = {}): MetricManifest {
  const metric = createAveragePrecision({ rules: 'coco', skeleton: 'coco17', ...settings });
  return metric.createManifest(metric.merge([]), {
    ...NO_CONTEXT,
    detector: { name: 'mannequin', digest: 'aa' },
    dataset: { name: 'val', snapshot: '01' },
    seeds: [1, 2],
  });
}

const fieldsOf = (a: MetricManifest, b: MetricManifest) => compareManifests(a, b).map(({ field }) => field);

describe('manifests', () => {
  it('say how a number was made', () => {
    expect(manifestOf()).toMatchObject({
      metric: 'AP',
      implementation: '@contrapposto/eval',
      preset: 'coco',
      thresholds: {
        mostFound: 20,
        areaRanges: [
          [0, 1e10],
          [1024, 9216],
          [9216, 1e10],
        ],
      },
      settings: { area: 'ANNOTATION', missingJoints: 'AS_THEY_STAND' },
      pictureCount: 0,
      seeds: [1, 2],
    });
  });

  it('of one measurement are alike, in whatever order their fields come, after a journey as JSON', () => {
    const manifest = manifestOf();
    const turned = Object.fromEntries(Object.entries(manifest).reverse()) as unknown as MetricManifest;
    expect(compareManifests(manifest, turned)).toEqual([]);
    expect(compareManifests(JSON.parse(JSON.stringify(manifest)), manifest)).toEqual([]);
    expect(compareManifests(manifest, { ...manifest, seeds: null })).toEqual([]);
  });

  it('name every difference, with both values and why it matters', () => {
    const manifest = manifestOf();
    expect(fieldsOf(manifest, manifestOf({ rules: 'human-art' }))).toEqual(['preset', 'settings']);
    expect(fieldsOf(manifest, manifestOf({ skeleton: 'humanart21' }))).toEqual(['oksSigmas']);
    expect(fieldsOf(manifest, { ...manifest, detector: { name: 'mannequin', digest: 'ab' } })).toEqual(['detector']);
    expect(fieldsOf(manifest, { ...manifest, dataset: null, pictureCount: 3 })).toEqual(['pictureCount', 'dataset']);
    const [difference] = compareManifests({ ...manifest, resizeFilter: 'bilinear' }, manifest);
    expect(difference!.reason).toBe('resizeFilter: "bilinear" and null; resizing alone moves these metrics.');
    const settings = { ...manifest.settings, area: 'BOX', steps: 20 };
    expect(compareManifests(manifest, { ...manifest, settings })[0]!.reason).toBe(
      'settings.area: "ANNOTATION" and "BOX", settings.steps: nothing and 20; they follow different rules.',
    );
  });
});
