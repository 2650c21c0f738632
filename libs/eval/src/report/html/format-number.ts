/** Four significant digits, as a table shows them; a dash for no value. */
export function formatNumber(value: number | null): string {
  if (value === null) return '\u2013';
  if (value === 0) return '0';
  const text = Math.abs(value) >= 1000 ? value.toFixed(0) : value.toPrecision(4);
  return text
    .replace('-', '\u2212')
    .replace(/(\.\d*?)0+(?=e|$)/, '$1')
    .replace(/\.(?=e|$)/, '');
}

/** Coordinates of a drawing, to a tenth of a pixel. */
export function formatPlace(value: number): string {
  return String(Math.round(value * 10) / 10);
}
