import { html, type Markup } from './markup.js';

/** Names and what stands beside each, under a caption. @param rows the second of each is its cell, `<td>` and all */
export function formatCaptionedTable(
  kind: string,
  caption: string,
  rows: readonly (readonly [name: string, cell: Markup])[],
): Markup {
  const lines = rows.map(
    ([name, cell]) =>
      html`<tr>
        <th scope="row">${name}</th>
        ${cell}
      </tr>`,
  );
  return html`<table class="${kind}">
    <caption>
      ${caption}
    </caption>
    <tbody>
      ${lines}
    </tbody>
  </table>`;
}
