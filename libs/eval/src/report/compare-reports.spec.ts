import { createSamples, OPTIONS } from '../testing/report-samples.js';
import { compareReports } from './compare-reports.js';
import { computeReport } from './compute-report.js';
import { type ReportOptions } from './measured-sample.js';
import { rankReports } from './rank-reports.js';
import { type ReportResults } from './report-results.js';

const options: ReportOptions = { ...OPTIONS, metrics: ['AP', 'PCE'] };
const samples = createSamples(10);
const good = computeReport(
  samples.map((sample) => ({
    ...sample,
    found: sample.expected.map(({ keypoints }) => ({ keypoints, score: 1 })),
    failure: null,
  })),
  options,
);
const bad = computeReport(
  samples.map((sample) => ({ ...sample, found: [] })),
  options,
);

describe('two reports side by side', () => {
  it('differ by no more than nothing from themselves', () => {
    const { comparable, reasons, rows } = compareReports(good, good);
    expect({ comparable, reasons }).toEqual({ comparable: true, reasons: [] });
    expect(rows.map(({ metric, scope, scene }) => [metric, scope, scene])).toEqual(
      ['AP', 'PCE'].flatMap((metric) => [
        [metric, 'OVERALL', null],
        [metric, 'MEAN', null],
        [metric, 'SCENE', 'dance'],
        [metric, 'SCENE', 'mural'],
      ]),
    );
    for (const row of rows) expect(row).toMatchObject({ difference: 0, overlap: true, better: null });
  });

  it('say who is better where the intervals lie apart, whichever way is better', () => {
    const of = (rows: ReturnType<typeof compareReports>['rows']) => rows.filter(({ scope }) => scope === 'OVERALL');
    expect(of(compareReports(good, bad).rows)).toMatchObject([
      { metric: 'AP', difference: -1, overlap: false, better: 'A' },
      { metric: 'PCE', overlap: false, better: 'A' },
    ]);
    expect(of(compareReports(bad, good).rows).map(({ better }) => better)).toEqual(['B', 'B']);
  });

  it('go by the bare value where there are no intervals', () => {
    const bare = (results: ReportResults): ReportResults => ({
      ...results,
      metrics: results.metrics.map((report) => ({ ...report, overall: { ...report.overall, intervals: null } })),
    });
    expect(compareReports(bare(good), bare(bad)).rows[0]).toMatchObject({ overlap: null, better: 'A' });
  });

  it('are refused where their manifests differ, with the reason, metric by metric', () => {
    const other = computeReport(samples, {
      ...options,
      posePreset: 'humansd-compat',
      detector: { name: 'x', digest: 'y' },
    });
    const { comparable, reasons, rows } = compareReports(good, other);
    expect({ comparable, rows }).toEqual({ comparable: false, rows: [] });
    expect(reasons.map(({ metric, differences }) => [metric, differences.map(({ field }) => field)])).toEqual([
      ['AP', ['preset', 'detector', 'settings']],
      ['PCE', ['preset', 'detector', 'thresholds']],
    ]);
    expect(reasons[0]!.reason).toContain('follow different rules');
  });

  it('are compared by the metrics that were made alike, and name the others', () => {
    const both: ReportOptions = { ...options, metrics: ['AP', 'CLIPSIM'] };
    const otherwise = computeReport(samples, { ...both, detector: { name: 'x', digest: 'y' } });
    const { comparable, reasons, rows } = compareReports(computeReport(samples, both), otherwise);
    expect(comparable).toBe(true);
    expect(new Set(rows.map(({ metric }) => metric))).toEqual(new Set(['CLIPSIM']));
    expect(reasons.map(({ metric, differences }) => [metric, differences.map(({ field }) => field)])).toEqual([
      ['AP', ['detector']],
    ]);
  });

  it('are compared by what both hold, and name what one lacks', () => {
    const half = computeReport(samples, { ...options, metrics: ['PCE', 'CLIPSIM'] });
    const { comparable, reasons, rows } = compareReports(half, good);
    expect(comparable).toBe(true);
    expect(new Set(rows.map(({ metric }) => metric))).toEqual(new Set(['PCE']));
    expect(reasons.map(({ metric, reason }) => [metric, reason])).toEqual([
      ['CLIPSIM', 'CLIPSIM: the second report does not hold it.'],
      ['AP', 'AP: the first report does not hold it.'],
    ]);
    const nothing = computeReport(samples, { ...options, metrics: ['CLIPSIM'] });
    expect(compareReports(good, nothing).comparable).toBe(false);
  });
});

describe('a leaderboard', () => {
  const entry = (name: string, results: ReportResults) => ({ name, results });
  const others = computeReport(samples.slice(1), options);

  it('has the best first, equals of one rank, and apart what may not be compared', () => {
    const entries = [entry('bad', bad), entry('good', good), entry('fewer', others), entry('good too', good)];
    const groups = rankReports(entries, 'AP');
    expect(groups.map(({ ranked }) => ranked.map(({ rank, entry: { name } }) => [rank, name]))).toEqual([
      [
        [1, 'good'],
        [1, 'good too'],
        [3, 'bad'],
      ],
      [[1, 'fewer']],
    ]);
    expect(groups[0]!.manifest.pictureCount).toBe(10);
    const lowest = rankReports(entries, 'PCE')[0]!;
    expect(lowest.better).toBe('LOWER');
    expect(lowest.ranked[0]!.entry.name).toBe('good');
  });

  it('goes by one scene where asked to, and leaves out who has no such thing', () => {
    expect(rankReports([entry('good', good)], 'AP', 'mural')[0]!.ranked[0]!.value).toBe(1);
    expect(rankReports([entry('good', good)], 'AP', 'toString')).toEqual([]);
    expect(rankReports([entry('good', good)], 'FID')).toEqual([]);
  });

  it('ranks nobody without a value, and puts them last', () => {
    const nobody = computeReport(
      samples.map((sample) => ({ ...sample, expected: [], found: [] })),
      options,
    );
    const [{ ranked } = { ranked: [] }] = rankReports([entry('nobody', nobody), entry('bad', bad)], 'AP');
    expect(ranked.map(({ rank, value }) => [rank, value])).toEqual([
      [1, 0],
      [null, null],
    ]);
  });
});
