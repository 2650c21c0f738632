/**
 * The four tables of docs/benchmarks/paper-tables.md in Markdown, from what paper-tables.mjs has recorded:
 *
 *   node tools/bench/format-paper-tables.mjs [docs/benchmarks/paper-tables.json]
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './service.mjs';

/** Heading, metric, which of its values and decimals. */
const COLUMNS = {
  FID: ['FID', 'FID', 'FID', 1],
  KID: ['KID', 'KID', 'KID', 3],
  AP: ['AP', 'AP', 'AP', 3],
  APm: ['AP(m)', 'AP', 'APm', 3],
  APl: ['AP(l)', 'AP', 'APl', 3],
  CAP: ['CAP', 'CAP', 'CAP', 3],
  PCE: ['PCE', 'PCE', 'PCE', 2],
  CLIPSIM: ['CLIPSIM', 'CLIPSIM', 'CLIPSIM', 1],
  TIME: ['ms a picture', 'TIME', 'medianMs', 0],
};
const ALL = ['FID', 'KID', 'AP', 'APm', 'CAP', 'PCE', 'CLIPSIM', 'TIME'];
const HELD = ['AP', 'CAP', 'PCE', 'CLIPSIM'];

const file = process.argv[2] ?? path.join(ROOT, 'docs/benchmarks/paper-tables.json');
const { reports } = JSON.parse(readFileSync(file, 'utf8'));
const kept = Object.keys(reports)
  .flatMap((name) => /^table-(humansd-at-\d+)$/.exec(name)?.[1] ?? [])
  .sort((a, b) => Number(a.split('-').at(-1)) - Number(b.split('-').at(-1)));

print('Table 1', ALL, ['sd', 't2i-adapter', 'controlnet', 'humansd-plain', 'humansd', 'pictures']);
print('Table 2', HELD, ['humansd-plain', 'humansd', 'humansd-published-loss']);
print('Table 3', ['FID', ...HELD], ['humansd-real', 'humansd-2d', 'humansd-3d', 'humansd']);
print('Table 4', HELD, [...kept, 'humansd']);

function print(title, columns, names) {
  const rows = names
    .filter((name) => reports[`table-${name}`])
    .map((name) => [`\`${name}\``, ...columns.map((column) => toCell(name, column))]);
  const head = ['', ...columns.map((column) => COLUMNS[column][0])];
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  console.log(`${title}\n\n${lines.join('\n')}\n`);
}

/** All pictures at once, with the 95 % interval where there is one. */
function toCell(name, column) {
  const [, metric, value, decimals] = COLUMNS[column];
  const measured = reports[`table-${name}`].metrics.find((candidate) => candidate.metric === metric);
  const found = measured?.overall.values.find((candidate) => candidate.name === value);
  if (!found || found.value === null) return '';
  const write = (number) => number.toFixed(decimals);
  const { low, high } = found;
  return low === null || low === undefined
    ? write(found.value)
    : `${write(found.value)} [${write(low)}, ${write(high)}]`;
}
