import { listManifestFacts } from './manifest-facts.js';

const DIGEST = 'a'.repeat(64);

const MANIFEST = {
  metric: 'AP',
  implementation: '@contrapposto/eval',
  version: '1',
  preset: 'paper',
  extractor: null,
  resizeFilter: null,
  oksSigmas: Array.from({ length: 17 }, () => 0.026),
  detector: { name: 'mannequin', digest: DIGEST },
  thresholds: { similarity: [0.5, 0.55] },
  settings: { ignoresCrowds: true, maxDetections: null },
  pictureCount: 1000,
  dataset: null,
  seeds: [42],
};

describe('facts of a manifest', () => {
  const facts = listManifestFacts(MANIFEST);
  const find = (label: string) => facts.find((fact) => fact.label === label);

  it('are told in words, part by part', () => {
    expect(find('Implementation')).toEqual({ label: 'Implementation', value: '@contrapposto/eval', whole: null });
    expect(find('Detector: name')?.value).toBe('mannequin');
    expect(find('Thresholds: similarity')?.value).toBe('0.5, 0.55');
    expect(find('Settings: ignores crowds')?.value).toBe('yes');
    expect(find('Pictures')?.value).toBe('1000');
    expect(find('Seeds')?.value).toBe('42');
  });

  it('are cut where they are long, and kept whole beside', () => {
    expect(find('Detector: digest')).toMatchObject({ value: 'aaaaaaaaaaaa…', whole: DIGEST });
    expect(find('OKS sigmas')?.whole?.split(', ')).toHaveLength(17);
  });

  it('leave out what the metric knows nothing of', () => {
    expect(facts.some(({ label }) => /Extractor|Dataset|max detections/.test(label))).toBe(false);
    expect(listManifestFacts(null)).toEqual([]);
  });
});
