import { type PersonPose } from '@contrapposto/pose';
import { type BootstrapSettings } from '../bootstrap.js';
import { type InferenceTime } from '../inference-time.js';
import {
  type DatasetIdentity,
  type DetectorIdentity,
  type ExtractorIdentity,
  type MetricManifest,
} from '../manifest.js';
import { type MetricName } from './report-results.js';

/** One sample of the snapshot beside the picture that was made of it. */
export interface MeasuredSample {
  /** Unique within the report. */
  readonly key: string;
  readonly scene: string | null;
  /** Whom the picture should show, crowds among them, on its canvas: see listVisiblePeople. */
  readonly expected: readonly PersonPose[];
  /** Whom the estimator found in it, of the same skeleton; nobody in a sample without a picture. */
  readonly found: readonly PersonPose[];
  /** For FID and KID: the picture's, and those of the snapshot's own picture, null where there is none. Null where no extractor ran. */
  readonly features: SampleFeatures | null;
  /** For CLIPSIM; null where no encoder ran, or there is no picture. */
  readonly embeddings: SampleEmbeddings | null;
  /** Why there is no picture; null where there is one. */
  readonly failure: string | null;
}

export interface SampleFeatures {
  readonly generated: Float32Array | null;
  readonly real: Float32Array | null;
}

export interface SampleEmbeddings {
  readonly image: Float32Array;
  readonly text: Float32Array;
}

/** A network, and how pictures came to its size. */
export interface FeatureSource {
  readonly extractor: ExtractorIdentity;
  readonly resizeFilter: string | null;
}

export interface MeasuredTime {
  readonly time: InferenceTime;
  /** All that decides over the time beside the model: device, backend, size, steps, scheduler. Part of the manifest, and compared. */
  readonly settings: MetricManifest['settings'];
}

/** The rules of a report's pose metrics: AP and CAP by the preset of that name, see presets.ts. */
export type PosePreset = 'paper' | 'humansd-compat';

export interface ReportOptions {
  readonly metrics: readonly MetricName[];
  readonly posePreset: PosePreset;
  /** Found people of a lower score do not count in PCE; null counts all, as `humansd-compat` does in any case. */
  readonly scoreThreshold: number | null;
  /** Null where nobody looked for people: AP, CAP and PCE are skipped. */
  readonly detector: DetectorIdentity | null;
  /** Of `features`; null where no extractor ran. */
  readonly features: FeatureSource | null;
  /** Of `embeddings`; null where no encoder ran. */
  readonly embeddings: FeatureSource | null;
  /** Null where nobody timed the generator, as with pictures made elsewhere. */
  readonly time: MeasuredTime | null;
  readonly dataset: DatasetIdentity | null;
  /** That the pictures were generated with; null where nobody knows. */
  readonly seeds: readonly number[] | null;
  /** Null for no intervals. FID has none in any case, and KID's are of this level, from its standard error: see README.md. */
  readonly bootstrap: BootstrapSettings | null;
  /** Why a metric cannot be had, where the caller knows better than "nothing was measured". */
  readonly unavailable?: Readonly<Partial<Record<MetricName, string>>>;
}
