import { toFileStem } from './match-pictures.js';
import { type NamedSample } from './use-snapshot-keys.js';

/** A cell as RFC 4180 has it; what a spreadsheet would take for a formula stays text. */
function toCell(text: string): string {
  const safe = /^[=+\-@]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Which pictures are asked for, as CSV for whoever makes them elsewhere: file name, key, scene, caption. */
export function formatKeyList(samples: readonly NamedSample[]): string {
  const rows = samples.map(({ key, scene, caption }) => [`${toFileStem(key)}.png`, key, scene ?? '', caption ?? '']);
  return [['file', 'key', 'scene', 'caption'], ...rows].map((row) => `${row.map(toCell).join(',')}\r\n`).join('');
}
