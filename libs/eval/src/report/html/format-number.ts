/** Four significant digits, as a column of a table shows them; a dash for no value. */
export function formatNumber(value: number | null): string {
  if (value === null) return '\u2013';
  return formatDigits(value).replace('-', '\u2212');
}

function formatDigits(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return Math.abs(value) >= 1000 ? value.toFixed(0) : value.toPrecision(4);
}

/** Coordinates of a drawing, to a tenth of a pixel. */
export function formatPlace(value: number): string {
  return String(Math.round(value * 10) / 10);
}
