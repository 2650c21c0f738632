import { type Distribution } from '../report-results.js';
import { formatNumber, formatPlace } from './format-number.js';
import { html, type Markup } from './markup.js';

const WIDTH = 320;
const HEIGHT = 120;
const FOOT = 18;
const HEAD = 14;

/** How many pictures lie where, one column per bin; the tallest is numbered. */
export function drawHistogram(title: string, { edges, counts }: Distribution): Markup {
  const tallest = Math.max(1, ...counts);
  const step = WIDTH / counts.length;
  const floor = HEIGHT - FOOT;
  const columns = counts.map((count, bin) => {
    const height = (count / tallest) * (floor - HEAD);
    const span = `${formatNumber(edges[bin]!)} to ${formatNumber(edges[bin + 1]!)}: ${count}`;
    return html`<rect
      class="bar"
      x="${formatPlace(bin * step + 0.5)}"
      y="${formatPlace(floor - height)}"
      width="${formatPlace(Math.max(step - 1, 0.5))}"
      height="${formatPlace(height)}"
      ><title>${span}</title></rect
    >`;
  });
  const peak = counts.indexOf(tallest);
  const mark =
    peak === -1
      ? null
      : html`<text
          class="peak"
          x="${formatPlace(Math.min(Math.max((peak + 0.5) * step, 12), WIDTH - 12))}"
          y="${HEAD - 4}"
          >${tallest}</text
        >`;
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}">
    <title>${title}</title>
    ${columns}
    <line class="axis" x1="0" x2="${WIDTH}" y1="${floor}" y2="${floor}" />
    ${mark}
    <text class="tick" x="0" y="${HEIGHT - 4}">${formatNumber(edges[0]!)}</text>
    <text class="tick end" x="${WIDTH}" y="${HEIGHT - 4}">${formatNumber(edges.at(-1)!)}</text>
  </svg>`;
}
