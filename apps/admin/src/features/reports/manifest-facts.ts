import { formatName } from '../../ui/format.js';

/** A line of a manifest, for people. */
export interface ManifestFact {
  readonly label: string;
  readonly value: string;
  /** All of it, where `value` is cut short; it can be copied. */
  readonly whole: string | null;
}

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const DIGEST = /^[0-9a-f]{32,}$/;
const LONGEST = 60;

function formatValue(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.map(formatValue).join(', ');
  if (isFields(value))
    return Object.entries(value)
      .map(([key, part]) => `${key} ${formatValue(part)}`)
      .join(', ');
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '–';
}

function toFact(label: string, value: unknown): ManifestFact {
  const whole = formatValue(value);
  if (DIGEST.test(whole)) return { label, value: `${whole.slice(0, 12)}…`, whole };
  return whole.length <= LONGEST
    ? { label, value: whole, whole: null }
    : { label, value: `${whole.slice(0, LONGEST)}…`, whole };
}

/** `oksSigmas` -> `Oks sigmas`. */
function toWords(key: string): string {
  return formatName(key.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase());
}

const LABELS: Readonly<Record<string, string>> = { oksSigmas: 'OKS sigmas', pictureCount: 'Pictures' };

function* listParts(label: string, fields: Fields): Generator<ManifestFact> {
  for (const [key, value] of Object.entries(fields))
    if (value !== null) yield toFact(`${label}: ${toWords(key).toLowerCase()}`, value);
}

/** Everything that a manifest says, line by line; what a metric knows nothing of is left out. */
export function listManifestFacts(manifest: unknown): ManifestFact[] {
  if (!isFields(manifest)) return [];
  return Object.entries(manifest).flatMap(([key, value]) => {
    if (value === null) return [];
    const label = LABELS[key] ?? toWords(key);
    return isFields(value) ? [...listParts(label, value)] : [toFact(label, value)];
  });
}
