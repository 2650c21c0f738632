import { type ReportDocument } from './report-document.js';

/** What a reader of the file goes by. */
const FORMAT = 'contrapposto-report';

/** The report as JSON, two spaces a level: results, manifests and samples as they are, and no pictures. */
export function formatReportJson(report: ReportDocument): string {
  const document = { format: FORMAT, ...report };
  return `${JSON.stringify(document, (key, value: unknown) => (key === 'thumbnail' ? undefined : value), 2)}\n`;
}
