import { type MetricReport } from '../report-results.js';
import { formatCaptionedTable } from './captioned-table.js';
import { html, type Markup } from './markup.js';

/** How a number was made, in full: every field of the manifest. */
export function formatManifest({ metric, manifest }: MetricReport): Markup {
  const rows = Object.entries(manifest).map(
    ([field, value]) => [field, html`<td><code>${describe(value)}</code></td>`] as const,
  );
  return formatCaptionedTable('manifest', metric, rows);
}

function describe(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value).replaceAll(',"', ', "').replaceAll('":', '": ');
}
