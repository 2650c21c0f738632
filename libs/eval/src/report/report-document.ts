import { type CanvasSize, type PersonPose, type SkeletonName } from '@contrapposto/pose';
import { type DatasetIdentity } from '../manifest.js';
import { type PictureMeasure, type ReportResults } from './report-results.js';

/** A finished report with all that a reader without the service needs: what formatReportJson, -Csv and -Html write out. */
export interface ReportDocument {
  readonly id: string;
  readonly name: string;
  readonly generator: ReportedGenerator;
  readonly dataset: DatasetIdentity;
  readonly seed: number;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly finishedAt: string | null;
  /** What was asked for, as it was asked: plain JSON. */
  readonly request: unknown;
  readonly results: ReportResults;
  /** Worst first. */
  readonly worst: readonly ReportedSample[];
  /** Best first. */
  readonly best: readonly ReportedSample[];
  /** Those without a picture; the first ones where there are many. */
  readonly failures: readonly ReportedSample[];
}

/** What made the pictures: a model of the service, or a tool elsewhere. */
export interface ReportedGenerator {
  readonly kind: 'MODEL' | 'EXTERNAL';
  readonly name: string;
  /** SHA-256 of the model folder; null for pictures made elsewhere. */
  readonly digest: string | null;
  readonly note: string | null;
}

export interface ReportedSample {
  readonly key: string;
  readonly scene: string | null;
  readonly caption: string;
  /** Of the picture, in pixels: the canvas of `expected` and `found`. */
  readonly canvas: CanvasSize;
  readonly skeleton: SkeletonName;
  readonly expected: readonly PersonPose[];
  readonly found: readonly PersonPose[];
  readonly measures: Readonly<Partial<Record<PictureMeasure, number | null>>>;
  readonly failure: string | null;
  /** A `data:image/...` URL; null where there is no picture. */
  readonly thumbnail: string | null;
}
