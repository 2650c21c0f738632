/** A network that turns pictures into features. */
export interface ExtractorIdentity {
  readonly name: string;
  /** SHA-256 of its weights and configuration, hexadecimal. */
  readonly digest: string;
  /** Where in the network, and how many numbers. */
  readonly layer: string;
  readonly dimensions: number;
}

/** What found the people. */
export interface DetectorIdentity {
  readonly name: string;
  /** SHA-256 of its model folder, hexadecimal. */
  readonly digest: string;
}

/** Real pictures or poses, frozen. */
export interface DatasetIdentity {
  readonly name: string;
  /** Digest of the snapshot: two of one digest hold the same samples. */
  readonly snapshot: string;
}

/** How a number was made: everything that would change it. Null where a metric knows no such thing. */
export interface MetricManifest {
  readonly metric: string;
  /** The package that computed it. */
  readonly implementation: string;
  /** Of the metric's definition there: it goes up whenever the same input would give another number. */
  readonly version: string;
  /** The named rules; null for rules of one's own, which `settings` and `thresholds` then spell out. */
  readonly preset: string | null;
  readonly extractor: ExtractorIdentity | null;
  readonly resizeFilter: string | null;
  /** One per joint, see SkeletonDefinition. */
  readonly oksSigmas: readonly number[] | null;
  readonly detector: DetectorIdentity | null;
  /** Of similarity, score, area, by name. */
  readonly thresholds: Readonly<Record<string, number | null | readonly (number | readonly number[])[]>>;
  /** Further rules, by name. */
  readonly settings: Readonly<Record<string, string | number | boolean | null>>;
  /** N. */
  readonly pictureCount: number;
  readonly dataset: DatasetIdentity | null;
  /** That the pictures were generated with; null where nobody knows. */
  readonly seeds: readonly number[] | null;
}

/** What a metric cannot know of its own samples. */
export type MeasurementContext = Pick<MetricManifest, 'extractor' | 'resizeFilter' | 'detector' | 'dataset' | 'seeds'>;

export const NO_CONTEXT: MeasurementContext = {
  extractor: null,
  resizeFilter: null,
  detector: null,
  dataset: null,
  seeds: null,
};

/** The package that stands in every manifest made here. */
export const IMPLEMENTATION = '@contrapposto/eval';

export interface ManifestDifference {
  readonly field: keyof MetricManifest;
  /** A sentence: what differs, both values, why it matters. */
  readonly reason: string;
}

/** Why a difference in a field makes two numbers say different things. */
const MATTERS: Readonly<Record<Exclude<keyof MetricManifest, 'seeds'>, string>> = {
  metric: 'they measure different things',
  implementation: 'implementations disagree on details',
  version: 'the definition has changed in between',
  preset: 'they follow different rules',
  extractor: 'features of different networks have nothing in common',
  resizeFilter: 'resizing alone moves these metrics',
  oksSigmas: 'other sigmas judge the same distance differently',
  detector: "a detector's own faults are in the number",
  thresholds: 'other thresholds count other people',
  settings: 'they follow different rules',
  pictureCount: 'bias and spread depend on the number of pictures',
  dataset: 'they were measured on different samples',
};

/**
 * Why two results may not be set side by side; none where they may. Seeds are recorded and not compared: other seeds are another draw of the
 * same experiment.
 */
export function compareManifests(a: MetricManifest, b: MetricManifest): ManifestDifference[] {
  const fields = Object.keys(MATTERS) as (keyof typeof MATTERS)[];
  return fields
    .filter((field) => !isSame(a[field], b[field]))
    .map((field) => ({ field, reason: `${describeDifference(field, a[field], b[field])}; ${MATTERS[field]}.` }));
}

function isSame(a: unknown, b: unknown): boolean {
  return formatCanonical(a) === formatCanonical(b);
}

/** Both values; of two records, only the parts that differ: `settings.width: 64 and 128`. */
function describeDifference(name: string, a: unknown, b: unknown): string {
  if (!isRecord(a) || !isRecord(b))
    return `${name}: ${abbreviate(formatCanonical(a))} and ${abbreviate(formatCanonical(b))}`;
  const parts = [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((part) => !isSame(a[part], b[part]));
  return parts.map((part) => describeDifference(`${name}.${part}`, a[part], b[part])).join(', ');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** JSON with the keys of every record in order, so that equal values have equal texts; `nothing` for what is not there. */
function formatCanonical(value: unknown): string {
  if (value === undefined) return 'nothing';
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([left], [right]) => (left < right ? -1 : 1)));
  });
}

const LONGEST = 120;

function abbreviate(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}...`;
}
