import { readPrimary, type ComparedValue } from '../compare-reports.js';
import { type MetricReport, type ReportResults } from '../report-results.js';
import { formatCaptionedTable } from './captioned-table.js';
import { formatNumber } from './format-number.js';
import { html, type Markup } from './markup.js';

/** One row per metric: the value that stands for it, over all pictures and in the mean of the scenes. */
export function formatSummary({ metrics }: ReportResults): Markup {
  const rows = metrics.map((report) => {
    const { metric, unit, better, overall, mean } = report;
    return html`<tr>
      <th scope="row">
        ${metric}<span class="better"
          >${better === 'HIGHER' ? '\u2191' : '\u2193'} ${better.toLowerCase()} is better</span
        >
      </th>
      ${formatValue(readPrimary(report, overall), unit)}${
        mean ? formatValue(readPrimary(report, mean), unit) : html`<td>–</td>`
      }
      <td>${overall.pictureCount}</td>
    </tr>`;
  });
  return html`<table class="summary">
    <thead>
      <tr>
        <th scope="col">metric</th>
        <th scope="col">all pictures</th>
        <th scope="col">mean of the scenes</th>
        <th scope="col">N</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

/** Every further value of every metric, over all pictures. */
export function formatFurtherValues({ metrics }: ReportResults): Markup {
  const blocks = metrics.filter(({ overall }) => Object.keys(overall.values).length > 1).map(formatBlock);
  return html`<div class="columns">${blocks}</div>`;
}

function formatBlock({ metric, unit, overall: { values, intervals } }: MetricReport): Markup {
  const rows = Object.entries(values).map(
    ([name, value]) => [name, formatValue({ value, interval: intervals?.[name] ?? null }, unit)] as const,
  );
  return formatCaptionedTable('values', metric, rows);
}

function formatValue({ value, interval }: ComparedValue, unit: string | null): Markup {
  const range =
    interval && html` <span class="interval">${formatNumber(interval.low)} to ${formatNumber(interval.high)}</span>`;
  return html`<td><b>${formatNumber(value)}</b>${unit === null ? null : ` ${unit}`}${range}</td>`;
}
