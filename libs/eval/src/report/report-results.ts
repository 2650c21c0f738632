/**
 * What an evaluation report holds: every metric of one set of pictures against the samples of one snapshot, as plain JSON that is stored, shown
 * and compared. `version` goes up whenever a reader of the older form would misread it.
 */
import { type MetricManifest } from '../manifest.js';
import { type Summary } from '../summarize-scenes.js';

export const METRIC_NAMES = ['AP', 'CAP', 'PCE', 'FID', 'KID', 'CLIPSIM', 'TIME'] as const;
export type MetricName = (typeof METRIC_NAMES)[number];

/** What one picture alone can be measured by. */
export const PICTURE_MEASURES = ['OKS', 'CAP', 'PCE', 'CLIPSIM'] as const;
export type PictureMeasure = (typeof PICTURE_MEASURES)[number];

export interface ReportResults {
  readonly version: 1;
  /** Samples that were to be measured, failed ones included. */
  readonly pictureCount: number;
  /** Samples without a picture: nobody is found in them, and metrics of pictures go without them. */
  readonly failedCount: number;
  /** In the order of METRIC_NAMES. */
  readonly metrics: readonly MetricReport[];
  readonly skipped: readonly SkippedMetric[];
  /** Over all people of all pictures, joint by joint; empty where nobody looked for people. */
  readonly joints: readonly JointReport[];
  readonly distributions: readonly Distribution[];
}

export interface MetricReport {
  readonly metric: MetricName;
  /** Of every value; null for a bare number. */
  readonly unit: string | null;
  readonly better: 'HIGHER' | 'LOWER';
  /** Name of the value that stands for the metric: `AP`, `CAP`, `PCE`, `FID`, `KID`, `CLIPSIM`, `medianMs`. */
  readonly primary: string;
  /** All pictures at once. */
  readonly overall: Summary;
  /** The mean of the scenes, each of the same weight, as in the paper's tables; null where no picture has a scene. */
  readonly mean: Summary | null;
  /** By name, in alphabetical order. */
  readonly scenes: Readonly<Record<string, Summary>>;
  readonly manifest: MetricManifest;
}

/** A metric that was asked for and could not be computed. */
export interface SkippedMetric {
  readonly metric: MetricName;
  /** A sentence: what is missing, and what to do. */
  readonly reason: string;
}

export interface JointReport {
  /** As the skeleton names it. */
  readonly name: string;
  /** Mean over the people who have it, 0 where it was not found; null where nobody has it. 0..1. */
  readonly objectKeypointSimilarity: number | null;
  /** Mean distance as a share of the square root of the person's area, over the people whose joint was found; null where it was found in nobody. */
  readonly distanceShare: number | null;
  /** Share of the people who have it and in whom it was not found; null where nobody has it. 0..1. */
  readonly lostShare: number | null;
}

/** How the pictures spread by one measure; pictures without a value are in no bin. */
export interface Distribution {
  readonly measure: PictureMeasure;
  /** Ascending, one more than bins; a bin holds its lower edge, the last one both. */
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}
