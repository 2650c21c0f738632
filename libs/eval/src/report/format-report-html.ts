import { drawBars } from './html/bars.js';
import { drawHistogram } from './html/histogram.js';
import { formatManifest } from './html/manifest-table.js';
import { html, trust, type Markup } from './html/markup.js';
import { drawSample } from './html/sample-figure.js';
import { STYLE } from './html/style.js';
import { formatFurtherValues, formatSummary } from './html/summary-tables.js';
import { readPrimary } from './compare-reports.js';
import { type ReportDocument, type ReportedSample } from './report-document.js';
import { type JointReport, type MetricReport, type PictureMeasure, type ReportResults } from './report-results.js';

/** The page may show itself and its own pictures, and nothing else: no script, nothing from outside, whatever a caption says. */
const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

const MEASURES: Readonly<Record<PictureMeasure, string>> = {
  OKS: 'object keypoint similarity',
  CAP: 'cosine average precision',
  PCE: 'people too many or too few',
  CLIPSIM: 'similarity to the caption',
};

/**
 * The report as one HTML page that needs nothing else: tables with intervals, bars per scene, distributions, joints, the worst and the best pictures with
 * their skeletons, failures, and every manifest in full. For a screen, light or dark, and for paper. Text from outside is escaped.
 *
 * @throws EvalError INVALID_SAMPLE for a thumbnail that is no PNG, JPEG or WebP as a data URL
 */
export function formatReportHtml(report: ReportDocument): string {
  const { name, results } = report;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${name}</title>
        <style>
          ${trust(STYLE)}
        </style>
      </head>
      <body>
        ${formatHead(report)} ${formatNumbers(results)} ${formatScenes(results)} ${formatDistributions(results)}
        ${formatJoints(results.joints)} ${formatGallery('Worst', 'worst', report.worst)}
        ${formatGallery('Best', 'best', report.best)} ${formatGallery('Failures', 'failed', report.failures)}
        ${formatManifests(report)}
      </body>
    </html> `;
  return page.text;
}

function formatHead({ name, generator, dataset, seed, id, createdAt, finishedAt, results }: ReportDocument): Markup {
  const { pictureCount, failedCount } = results;
  const facts: readonly (readonly [string, string])[] = [
    ['pictures', failedCount === 0 ? String(pictureCount) : `${pictureCount}, of which ${failedCount} failed`],
    ['data set', `${dataset.name}, snapshot ${dataset.snapshot}`],
    [
      generator.kind === 'MODEL' ? 'model' : 'made by',
      generator.digest === null ? generator.name : `${generator.name}, digest ${generator.digest}`,
    ],
    ...(generator.note === null ? [] : [['note', generator.note] as const]),
    ['seed', String(seed)],
    ['begun', createdAt],
    ...(finishedAt === null ? [] : [['finished', finishedAt] as const]),
    ['report', id],
  ];
  return html`<header>
    <p class="lead">Evaluation report</p>
    <h1>${name}</h1>
    <dl>
      ${facts.map(
        ([term, fact]) =>
          html`<dt>${term}</dt>
            <dd>${fact}</dd>`,
      )}
    </dl>
  </header>`;
}

function formatNumbers(results: ReportResults): Markup {
  const { metrics, skipped } = results;
  const reasons = skipped.map(
    ({ metric, reason }) =>
      html`<dt>${metric}</dt>
        <dd>${reason}</dd>`,
  );
  return html`<section>
    <h2>Metrics</h2>
    ${
      metrics.length === 0
        ? html`<p>None.</p>`
        : html`${formatSummary(results)}
            <p class="note">${describeIntervals(metrics)}</p>
            ${formatFurtherValues(results)}`
    }${
      skipped.length === 0
        ? null
        : html`<h3>Not measured</h3>
            <dl>${reasons}</dl>`
    }
  </section>`;
}

function describeIntervals(metrics: readonly MetricReport[]): string {
  if (metrics.every(({ overall }) => overall.intervals === null)) return 'Without intervals.';
  return 'Ranges are bootstrap intervals over pictures: had other pictures of the same kind been drawn, the number would mostly lie in there. FID has none, since drawing a picture twice alone moves it; KID’s come from its standard error.';
}

function formatScenes({ metrics }: ReportResults): Markup | null {
  const charts = metrics
    .filter(({ scenes }) => Object.keys(scenes).length > 0)
    .map((report) => {
      const { metric, unit, better, scenes } = report;
      const title = `${metric} by scene${unit === null ? '' : `, ${unit}`}, ${better.toLowerCase()} is better`;
      const bars = Object.entries(scenes).map(([label, summary]) => ({ label, ...readPrimary(report, summary) }));
      return html`<div class="block">
        <h3>${title}</h3>
        ${drawBars(title, bars)}
      </div>`;
    });
  return charts.length === 0
    ? null
    : html`<section>
        <h2>Scenes</h2>
        <div class="charts">${charts}</div>
      </section>`;
}

function formatDistributions({ distributions }: ReportResults): Markup | null {
  if (distributions.length === 0) return null;
  const charts = distributions.map((distribution) => {
    const title = `${distribution.measure}, ${MEASURES[distribution.measure]}`;
    return html`<div class="block">
      <h3>${title}</h3>
      ${drawHistogram(`Pictures by ${title}`, distribution)}
    </div>`;
  });
  return html`<section>
    <h2>Distributions</h2>
    <p class="note">How many pictures lie where.</p>
    <div class="columns">${charts}</div>
  </section>`;
}

function formatJoints(joints: readonly JointReport[]): Markup | null {
  if (joints.length === 0) return null;
  const draw = (title: string, read: (joint: JointReport) => number | null) =>
    html`<div class="block">
      <h3>${title}</h3>
      ${drawBars(
        title,
        joints.map((joint) => ({ label: joint.name.replaceAll('_', ' '), value: read(joint), interval: null })),
      )}
    </div>`;
  return html`<section>
    <h2>Joints</h2>
    <div class="charts">
      ${draw('Similarity (OKS), 0 where not found', (joint) => joint.objectKeypointSimilarity)}${draw(
        'Distance by size of the person, where found',
        (joint) => joint.distanceShare,
      )}${draw('Share that was not found', (joint) => joint.lostShare)}
    </div>
  </section>`;
}

function formatGallery(title: string, id: string, samples: readonly ReportedSample[]): Markup | null {
  if (samples.length === 0) return null;
  return html`<section>
    <h2>${title}</h2>
    <p class="note key">
      <span><i class="wanted"></i>wanted</span><span><i class="seen"></i>found</span>
    </p>
    <div class="samples">${samples.map((sample, index) => drawSample(sample, `${id}-${index}`))}</div>
  </section>`;
}

function formatManifests({ request, results }: ReportDocument): Markup {
  return html`<section>
    <h2>How every number was made</h2>
    ${results.metrics.map(formatManifest)}
    <h3>Request</h3>
    <p><code>${JSON.stringify(request)}</code></p>
  </section>`;
}
