import { type Interval } from '../../bootstrap.js';
import { formatNumber, formatPlace } from './format-number.js';
import { html, type Markup } from './markup.js';

export interface Bar {
  readonly label: string;
  readonly value: number | null;
  readonly interval: Interval | null;
}

const WIDTH = 460;
const ROW = 20;
const LABEL_WIDTH = 150;
const NUMBER_WIDTH = 62;
const PLOT_WIDTH = WIDTH - LABEL_WIDTH - NUMBER_WIDTH;
const LONGEST_LABEL = 23;

/** Horizontal bars on one scale that holds 0, each with its interval as a whisker and its number at the end of the row. */
export function drawBars(title: string, bars: readonly Bar[]): Markup {
  const ends = bars.flatMap(({ value, interval }) => [value ?? 0, interval?.low ?? 0, interval?.high ?? 0]);
  const [least, most] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  const scale = PLOT_WIDTH / (most - least || 1);
  const toX = (value: number) => LABEL_WIDTH + (value - least) * scale;
  const height = bars.length * ROW;
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${title}">
    <title>${title}</title>
    ${bars.map((bar, row) => drawBar(bar, row * ROW, toX))}
    <line class="axis" x1="${formatPlace(toX(0))}" x2="${formatPlace(toX(0))}" y1="0" y2="${height}" />
  </svg>`;
}

function drawBar({ label, value, interval }: Bar, top: number, toX: (value: number) => number): Markup {
  const [from, to] = [Math.min(0, value ?? 0), Math.max(0, value ?? 0)].map(toX) as [number, number];
  const middle = top + ROW / 2;
  return html`<g
    ><text class="label" x="${LABEL_WIDTH - 8}" y="${middle}">${abbreviate(label)}<title>${label}</title></text
    ><rect
      class="bar"
      x="${formatPlace(from)}"
      y="${top + 4}"
      width="${formatPlace(to - from)}"
      height="${ROW - 8}"
      rx="2"
    />${interval && drawWhisker(toX(interval.low), toX(interval.high), middle)}<text
      class="number"
      x="${WIDTH}"
      y="${middle}"
      >${formatNumber(value)}</text
    ></g
  >`;
}

function drawWhisker(low: number, high: number, y: number): Markup {
  const [x1, x2] = [formatPlace(low), formatPlace(high)];
  return html`<path class="whisker" d="M${x1} ${y}H${x2}M${x1} ${y - 4}v8M${x2} ${y - 4}v8" />`;
}

function abbreviate(label: string): string {
  const letters = Array.from(label);
  return letters.length <= LONGEST_LABEL ? label : `${letters.slice(0, LONGEST_LABEL - 1).join('')}\u2026`;
}
