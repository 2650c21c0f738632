import type { Pose } from '@contrapposto/pose';
import type { WorkState } from '../work/vocabulary.js';

/** What was found in the picture of a sample. */
export interface SampleMeasures {
  /** Object keypoint similarity in 0..1. */
  readonly objectKeypointSimilarity: number | null;
  /** In 0..1. */
  readonly cosineAveragePrecision: number | null;
  /** 0 where as many people are found as there should be. */
  readonly peopleCountError: number | null;
  readonly clipSimilarity: number | null;
  /** Why there is nothing to measure. */
  readonly failure: string | null;
}

/** A sample that a report judges: what the snapshot says of it, its picture, and what was found there. */
export interface ReportSample extends SampleMeasures {
  readonly id: string;
  readonly reportId: string;
  /** Unique in its report, and in the snapshot. */
  readonly key: string;
  /** 0, 1, ... in the order of keys, byte by byte. */
  readonly ordinal: number;
  readonly split: string;
  readonly scene: string | null;
  readonly caption: string | null;
  readonly pose: Pose;
  readonly poseVersionId: string | null;
  /** Of the snapshot's own picture. */
  readonly referenceSha256: string | null;
  /** Of the picture that is judged; null while there is none. */
  readonly pictureSha256: string | null;
  /** Of that picture, in pixels; null where nobody knows: one that was made elsewhere is looked at first. */
  readonly width: number | null;
  readonly height: number | null;
  /** Null until one was asked for, and for pictures that were made elsewhere. */
  readonly generationId: string | null;
  readonly generationState: WorkState | null;
  /** Why its generation failed. */
  readonly generationError: string | null;
  /** People found, as the worker wrote them. */
  readonly people: readonly unknown[] | null;
  readonly measuredAt: Date | null;
}

/** The generation of a report_samples s: its report's own, or that of a report which it is another attempt at. */
export const IS_GENERATION_OF_SAMPLE = 'g.report_id = coalesce(s.drawn_for, s.report_id) and g.sample_key = s.key';

/** Of report_samples s, its snapshot's sample d, its generation g and that one's picture i. */
export const REPORT_SAMPLE_COLUMNS = `s.id, s.report_id as "reportId", s.key, s.ordinal, d.split, d.scene, d.caption, d.pose,
  d.pose_version_id as "poseVersionId", d.sha256 as "referenceSha256", coalesce(s.sha256, i.sha256) as "pictureSha256",
  coalesce(i.width, s.width) as width, coalesce(i.height, s.height) as height,
  g.id as "generationId", g.state as "generationState", g.error_message as "generationError", s.people,
  s.object_keypoint_similarity as "objectKeypointSimilarity", s.cosine_average_precision as "cosineAveragePrecision",
  s.people_count_error as "peopleCountError", s.clip_similarity as "clipSimilarity", s.failure, s.measured_at as "measuredAt"`;

export const REPORT_SAMPLES_FROM = `report_samples s
  join evaluation_reports r on r.id = s.report_id
  join dataset_samples d on d.snapshot_id = r.snapshot_id and d.key = s.key
  left join generations g on ${IS_GENERATION_OF_SAMPLE}
  left join generated_images i on i.generation_id = g.id and i.kind = 'PICTURE' and i.variant = 0`;
