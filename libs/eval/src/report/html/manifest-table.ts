import { type MetricReport } from '../report-results.js';
import { html, type Markup } from './markup.js';

/** How a number was made, in full: every field of the manifest. */
export function formatManifest({ metric, manifest }: MetricReport): Markup {
  const rows = Object.entries(manifest).map(
    ([field, value]) =>
      html`<tr>
        <th scope="row">${field}</th>
        <td><code>${describe(value)}</code></td>
      </tr>`,
  );
  return html`<table class="manifest">
    <caption>
      ${metric}
    </caption>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

function describe(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value).replaceAll(',"', ', "').replaceAll('":', '": ');
}
