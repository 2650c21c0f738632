/**
 * The four tables of docs/benchmarks/paper-tables.md in Markdown, from what paper-tables.mjs has recorded:
 *
 *   node tools/bench/format-paper-tables.mjs [docs/benchmarks/paper-tables.json]
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './service.mjs';

/** Heading, metric, which of its values, decimals. */
const COLUMNS = {
  FID: ['FID', 'FID', 'FID', 1],
  KID: ['KID', 'KID', 'KID', 3],
  AP: ['AP', 'AP', 'AP', 3],
  APm: ['AP(m)', 'AP', 'APm', 3],
  CAP: ['CAP', 'CAP', 'CAP', 3],
  PCE: ['PCE', 'PCE', 'PCE', 2],
  CLIPSIM: ['CLIPSIM', 'CLIPSIM', 'CLIPSIM', 1],
  TIME: ['ms a picture', 'TIME', 'medianMs', 0],
};
const POSE = ['AP', 'CAP', 'PCE', 'CLIPSIM'];

/** @param reports name of the model, as `python -m mannequin.experiments` exports it => { metrics }. A table of one model alone is left out. */
export function formatTables(reports) {
  const kept = Object.keys(reports)
    .flatMap((name) => /^table-(humansd-at-\d+)$/.exec(name)?.[1] ?? [])
    .sort((a, b) => Number(a.split('-').at(-1)) - Number(b.split('-').at(-1)));
  const systems = ['sd', 't2i-adapter', 'controlnet', 'humansd-plain', 'humansd', 'pictures'];
  const tables = [
    ['Table 1', Object.keys(COLUMNS), systems],
    ['Table 2', POSE, ['humansd-plain', 'humansd', 'humansd-published-loss']],
    ['Table 3', ['FID', ...POSE], ['humansd-real', 'humansd-2d', 'humansd-3d', 'humansd']],
    ['Table 4', POSE, [...kept, 'humansd']],
  ];
  return tables.map((table) => formatTable(reports, table)).join('');
}

function formatTable(reports, [title, columns, names]) {
  const known = names.filter((name) => reports[`table-${name}`]);
  if (known.length < 2) return '';
  const rows = known.map((name) => [
    `\`${name}\``,
    ...columns.map((column) => toCell(reports[`table-${name}`], column)),
  ]);
  const head = ['', ...columns.map((column) => COLUMNS[column][0])];
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return `${title}\n\n${lines.join('\n')}\n\n`;
}

/** All pictures at once, with the 95 % interval where there is one. */
function toCell({ metrics }, column) {
  const [, metric, value, decimals] = COLUMNS[column];
  const measured = metrics.find((candidate) => candidate.metric === metric);
  const found = measured?.overall.values.find((candidate) => candidate.name === value);
  if (!found || found.value === null) return '';
  // A zero has no sign.
  const write = (number) => number.toFixed(decimals).replace(/^-(?=[0.]+$)/, '');
  const { low, high } = found;
  return low === null || low === undefined
    ? write(found.value)
    : `${write(found.value)} [${write(low)}, ${write(high)}]`;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const file = process.argv[2] ?? path.join(ROOT, 'docs/benchmarks/paper-tables.json');
  console.log(formatTables(JSON.parse(readFileSync(file, 'utf8')).reports));
}
