const DATE = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const RELATIVE = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto', style: 'short' });

const UNITS: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, seconds: number])[] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

export function formatDate(iso: string): string {
  return DATE.format(new Date(iso));
}

/** `2 min ago`, and from two days on the date. */
export function formatAgo(iso: string, now: number = Date.now()): string {
  const seconds = (now - Date.parse(iso)) / 1000;
  if (seconds > 2 * 86_400) return formatDate(iso);
  const [unit, size] = UNITS.find(([, length]) => seconds >= length) ?? [undefined, 1];
  return unit ? RELATIVE.format(-Math.floor(seconds / size), unit) : 'just now';
}

/** `0.8 s`, `12 s`, `3 min 5 s`. */
export function formatDuration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const rounded = Math.round(seconds);
  return `${Math.floor(rounded / 60)} min ${rounded % 60} s`;
}

/** `about 3 to 8 s`; an end that is not known is left out. */
export function formatInterval(lowSeconds: number | null, highSeconds: number | null): string | null {
  const [low, high] = [lowSeconds, highSeconds].map((value) => (value === null ? null : Math.max(1, Math.ceil(value))));
  if (low === null && high === null) return null;
  if (low === null || high === null || low === high) return `about ${formatDuration((high ?? low ?? 0) * 1000)}`;
  return high! < 60
    ? `about ${low} to ${high} s`
    : `about ${formatDuration(low! * 1000)} to ${formatDuration(high! * 1000)}`;
}

const BYTES = ['B', 'kB', 'MB', 'GB'];

export function formatBytes(count: number): string {
  const power = count < 1000 ? 0 : Math.min(BYTES.length - 1, Math.floor(Math.log10(count) / 3));
  return `${(count / 1000 ** power).toFixed(power > 0 ? 1 : 0)} ${BYTES[power]}`;
}

/** 0..1 with two digits; a dash where there is none. */
export function formatSimilarity(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : value.toFixed(2);
}

/** `left_wrist` -> `Left wrist`, `DPMPP_2M` stays as it is. */
export function formatName(name: string): string {
  const words = name.replaceAll(/[_-]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `mannequin 1.2.0`; the name alone where there is no version. */
export function formatModel({ name, version }: { readonly name: string; readonly version: string | null }): string {
  return version ? `${name} ${version}` : name;
}
