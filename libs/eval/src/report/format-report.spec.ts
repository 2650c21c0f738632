import { createSamples, OPTIONS, STARTER_POSES } from '../testing/report-samples.js';
import { computeReport } from './compute-report.js';
import { formatReportCsv } from './format-report-csv.js';
import { formatReportHtml } from './format-report-html.js';
import { formatReportJson } from './format-report-json.js';
import { formatNumber } from './html/format-number.js';
import { type ReportDocument, type ReportedSample } from './report-document.js';

const HOSTILE = [
  '</title></style><script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onload='alert(1)",
  '=HYPERLINK("http://evil.example","x")',
  '&lt;b&gt; \u0000 \ud800 \u202e',
  '{{7*7}} ${7*7} <!-- ]]>',
];
const THUMBNAIL = 'data:image/png;base64,iVBORw0KGgo=';

const samples = createSamples(6).map((sample, index) => ({
  ...sample,
  scene: index < 3 ? HOSTILE[index]! : sample.scene,
}));
const results = computeReport(samples, OPTIONS);
const reported: ReportedSample[] = samples.map(({ key, scene, expected, found, failure }, index) => ({
  key: `${key}${HOSTILE[index]}`,
  scene,
  caption: HOSTILE[index]!,
  canvas: STARTER_POSES[index]!,
  skeleton: 'coco17',
  expected,
  found,
  measures: { OKS: 0.5, CAP: null },
  failure,
  thumbnail: failure === null ? THUMBNAIL : null,
}));

const document: ReportDocument = {
  id: '0f1e2d3c',
  name: HOSTILE[0]!,
  generator: { kind: 'EXTERNAL', name: HOSTILE[1]!, digest: null, note: HOSTILE[2]! },
  dataset: { name: HOSTILE[3]!, snapshot: 'ab' },
  seed: 7,
  createdAt: '2026-01-02T03:04:05.000Z',
  finishedAt: null,
  request: { note: HOSTILE },
  results,
  worst: reported.slice(0, 3),
  best: reported.slice(3, 5),
  failures: reported.slice(5),
};

describe('a report as a page', () => {
  const page = formatReportHtml(document);
  const tagNames = new Set([...page.matchAll(/<\/?([a-zA-Z!][\w-]*)/g)].map(([, name]) => name));

  it('holds no element but its own, whatever captions say', () => {
    for (const name of ['script', 'img', 'iframe', 'a', 'object', 'b>']) expect(tagNames).not.toContain(name);
    const tags = [...page.matchAll(/<[^>]*>/g)].map(([tag]) => tag.replaceAll(/"[^"]*"/g, ''));
    for (const tag of tags) expect(tag).not.toMatch(/\son\w+|['"]/i);
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    // eslint-disable-next-line no-control-regex
    expect(page).not.toMatch(/[\u0000\ud800-\udfff]/);
  });

  it('loads nothing, and forbids itself to', () => {
    expect(page).toContain(`content="default-src &#39;none&#39;; img-src data:; style-src &#39;unsafe-inline&#39;"`);
    const links = [...page.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, link]) => link!);
    expect(links.length).toBeGreaterThan(0);
    for (const link of links) expect(link).toMatch(/^(?:data:image\/png;base64,|#(?:worst|best|failed)-\d)/);
    expect(page).not.toMatch(/url\(|@import/);
  });

  it('shows every metric, its interval, every scene and every manifest in full', () => {
    for (const { metric, manifest, overall, primary } of results.metrics) {
      expect(page).toContain(`>${metric}`);
      expect(page).toContain(formatNumber(overall.values[primary]!));
      for (const field of Object.keys(manifest)) expect(page).toContain(field);
    }
    expect(page).toContain(OPTIONS.detector!.digest);
    expect(page).toContain(formatNumber(results.metrics[0]!.overall.intervals!.AP!.low));
    expect(page.match(/class="chart"/g)).toHaveLength(results.metrics.length + results.distributions.length + 3);
  });

  it('shows a picture once, and its skeletons over it', () => {
    expect(page.split(THUMBNAIL)).toHaveLength(6);
    expect(page.match(/<g class="found">/g)).toHaveLength(6);
    expect(page).toContain('The picture is no PNG.');
  });

  it.each(['https://evil.example/x.png', 'data:image/svg+xml;base64,PHN2Zz4=', 'data:image/png;base64,"><script>'])(
    'takes no thumbnail like %s',
    (thumbnail) => {
      const worst = [{ ...reported[0]!, thumbnail }];
      expect(() => formatReportHtml({ ...document, worst })).toThrow(
        expect.objectContaining({ code: 'INVALID_SAMPLE' }),
      );
    },
  );

  it('is a page too where nothing could be measured', () => {
    const nothing = computeReport([], { ...OPTIONS, detector: null, features: null, embeddings: null });
    const empty = formatReportHtml({ ...document, results: nothing, worst: [], best: [], failures: [] });
    expect(empty).toContain('Not measured');
    expect(empty).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('has no number that is none', () => {
    expect(page).not.toMatch(/NaN|undefined|Infinity/);
  });
});

describe('a report as a table', () => {
  const lines = formatReportCsv(document).split('\r\n').slice(0, -1);

  it('has a row for every number, which reads back to the bit', () => {
    const summaries = results.metrics.flatMap(({ overall, mean, scenes }) => [
      overall,
      ...(mean ? [mean] : []),
      ...Object.values(scenes),
    ]);
    const numbers = summaries.flatMap(({ values }) => Object.keys(values));
    expect(lines).toHaveLength(1 + numbers.length);
    const plain = formatReportCsv({ ...document, name: 'r', generator: { ...document.generator, name: 'g' } });
    const [row] = plain.split('\r\n').filter((line) => line.startsWith('r,g,CLIPSIM,overall'));
    const { values, intervals } = results.metrics.find(({ metric }) => metric === 'CLIPSIM')!.overall;
    const { low, high } = intervals!.CLIPSIM!;
    expect(row).toBe(`r,g,CLIPSIM,overall,,CLIPSIM,${values.CLIPSIM},${low},${high},5,,higher`);
  });

  it('is no program for a spreadsheet', () => {
    const hostile = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '\uff1d1', '=1,"2"'];
    const cells = hostile.map(
      (name) =>
        formatReportCsv({ ...document, name })
          .slice(lines[0]!.length + 2)
          .split(/,\D/)[0]!,
    );
    for (const cell of cells) expect(cell).toMatch(/^"?'/);
    const quoted = formatReportCsv({ ...document, name: '=1,"2"' });
    expect(quoted).toContain(`"'=1,""2""",`);
  });

  it('leaves a negative number a number', () => {
    const [report] = results.metrics;
    const overall = { pictureCount: 1, values: { AP: -0.5 }, intervals: null };
    const negative = { ...results, metrics: [{ ...report!, overall, mean: null, scenes: {} }] };
    expect(formatReportCsv({ ...document, results: negative })).toContain(',AP,-0.5,,,1,,higher\r\n');
  });
});

describe('a report as JSON', () => {
  it('holds all but the pictures', () => {
    const text = formatReportJson(document);
    const read = JSON.parse(text) as ReportDocument & { readonly format: string };
    expect(read.format).toBe('contrapposto-report');
    expect(read.results).toEqual(results);
    expect(read.worst[0]).toMatchObject({ key: reported[0]!.key, caption: HOSTILE[0] });
    expect(text).not.toContain('data:image');
  });
});
