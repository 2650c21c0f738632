import { type Summary } from '../summarize-scenes.js';
import { type ReportDocument } from './report-document.js';
import { type MetricReport } from './report-results.js';

type Cell = string | number | null;

const HEADER = [
  'report',
  'generator',
  'metric',
  'scope',
  'scene',
  'value',
  'number',
  'low',
  'high',
  'pictures',
  'unit',
  'better',
];

/**
 * Every number of the report as a row of its own: RFC 4180, UTF-8, the first row names the columns. `scope` is overall, mean (of the scenes) or scene;
 * an empty cell is a number that there is not.
 *
 * A text that a spreadsheet would take for a formula gets an apostrophe before it. Source: OWASP, CSV Injection.
 */
export function formatReportCsv({ name, generator, results }: ReportDocument): string {
  const rows = results.metrics.flatMap(listRows).map((row) => [name, generator.name, ...row]);
  return [HEADER, ...rows].map((row) => `${row.map(formatCell).join(',')}\r\n`).join('');
}

function listRows(report: MetricReport): Cell[][] {
  const list = (scope: string, scene: string | null, { values, intervals, pictureCount }: Summary): Cell[][] =>
    Object.entries(values).map(([value, number]) => {
      const { low = null, high = null } = intervals?.[value] ?? {};
      return [
        report.metric,
        scope,
        scene,
        value,
        number,
        low,
        high,
        pictureCount,
        report.unit,
        report.better.toLowerCase(),
      ];
    });
  return [
    ...list('overall', null, report.overall),
    ...(report.mean ? list('mean', null, report.mean) : []),
    ...Object.entries(report.scenes).flatMap(([scene, summary]) => list('scene', scene, summary)),
  ];
}

/** Numbers as JavaScript writes them, so that they read back to the bit. */
function formatCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const harmless = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
