import { type MetricName, type MetricPartsFragment, type PictureMeasure } from '../../generated/graphql.js';

interface MetricWords {
  readonly label: string;
  readonly name: string;
  /** What it measures, and which way is better. */
  readonly hint: string;
  readonly digits: number;
}

/** What each metric is called, and what it says, wherever it is shown. */
export const METRICS: Readonly<Record<MetricName, MetricWords>> = {
  AP: {
    label: 'AP',
    name: 'Pose average precision',
    hint: 'How well the people read back from the pictures are where they were asked to be: COCO’s average precision. 1 is the best.',
    digits: 3,
  },
  CAP: {
    label: 'CAP',
    name: 'Cosine average precision',
    hint: 'The same by the shape of each person alone, wherever it stands and however large it is. 1 is the best.',
    digits: 3,
  },
  PCE: {
    label: 'PCE',
    name: 'People-count error',
    hint: 'How many people too many or too few there are in a picture. 0 is the best.',
    digits: 3,
  },
  FID: {
    label: 'FID',
    name: 'Fréchet inception distance',
    hint: 'How far the pictures as a whole are from the real ones, by the features of a network. Lower is better.',
    digits: 2,
  },
  KID: {
    label: 'KID',
    name: 'Kernel inception distance',
    hint: 'As FID, and without its bias where pictures are few. Lower is better.',
    digits: 4,
  },
  CLIPSIM: {
    label: 'CLIPSIM',
    name: 'CLIP similarity',
    hint: 'How well the pictures show what their captions say, as CLIP sees it. Higher is better.',
    digits: 3,
  },
  TIME: {
    label: 'Time',
    name: 'Time per picture',
    hint: 'The median of 20 pictures, one after another, after 3 to warm up. Lower is better.',
    digits: 0,
  },
};

export const METRIC_NAMES = Object.keys(METRICS) as MetricName[];

/** What one picture alone can be measured by. */
interface Measure {
  readonly label: string;
  readonly name: string;
  /** Whether it counts, and has whole values alone. */
  readonly isCount?: boolean;
}

export const MEASURES: Readonly<Record<PictureMeasure, Measure>> = {
  OKS: { label: 'OKS', name: 'Object keypoint similarity' },
  CAP: { label: 'CAP', name: 'Cosine average precision' },
  PCE: { label: 'People off', name: 'People-count error', isCount: true },
  CLIPSIM: { label: 'CLIPSIM', name: 'CLIP similarity' },
};

export const MEASURE_NAMES = Object.keys(MEASURES) as PictureMeasure[];

/** A number of a metric with its unit: `0.652`, `1,240 ms`; a dash where there is none. */
export function formatMetric(metric: MetricName, value: number | null | undefined, unit: string | null = null): string {
  if (value === null || value === undefined) return '–';
  const { digits } = METRICS[metric];
  const text = value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return unit === null ? text : `${text} ${unit}`;
}

/** A difference with its sign: `+0.012`, `−3 ms`, `±0.000`. */
export function formatDifference(metric: MetricName, value: number | null, unit: string | null = null): string {
  if (value === null) return '–';
  const sign = value > 0 ? '+' : value < 0 ? '−' : '±';
  return sign + formatMetric(metric, Math.abs(value), unit);
}

export interface PrimaryValue {
  readonly value: number | null;
  /** 95 % interval, or null. */
  readonly interval: readonly [low: number, high: number] | null;
}

type Summary = MetricPartsFragment['overall'];

/** The value that stands for a metric, of some of its pictures. */
export function readPrimary({ primary }: Pick<MetricPartsFragment, 'primary'>, { values }: Summary): PrimaryValue {
  const found = values.find(({ name }) => name === primary);
  return found ? toPrimary(found) : { value: null, interval: null };
}

export function toPrimary({ value, low, high }: Omit<Summary['values'][number], 'name'>): PrimaryValue {
  return { value, interval: low === null || high === null ? null : [low, high] };
}

/** `0.641 to 0.663`, or null where there is no interval. */
export function formatBounds(metric: MetricName, { interval }: PrimaryValue): string | null {
  return interval?.map((bound) => formatMetric(metric, bound)).join(' to ') ?? null;
}
