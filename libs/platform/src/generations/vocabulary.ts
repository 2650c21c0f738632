import type { LicenceNotice } from '../exports/licence-notice.js';
import { LIFE_COLUMNS, type WorkEvent, type WorkLife, type WorkState } from '../work/vocabulary.js';

export type GenerationState = WorkState;

export interface GenerationEvent extends WorkEvent {
  readonly generationId: string;
}

/** A request, frozen as a recipe, and what became of it. */
export interface Generation extends WorkLife {
  readonly studioId: string;
  readonly recipe: Readonly<Record<string, unknown>>;
  /** The terms of all that went into it, as they were then. Null for those from before terms were kept. */
  readonly licences: readonly LicenceNotice[] | null;
  /** Null for a pose that is in no library, and for none. */
  readonly poseVersionId: string | null;
  readonly promptVersionId: string | null;
  readonly modelId: string;
  /** What ran it to its end. */
  readonly backendId: string | null;
  /** The evaluation that asked for it, and for which of its samples: null where people asked. */
  readonly reportId: string | null;
  readonly sampleKey: string | null;
}

/** The columns of a Generation, for `select` and `returning`. */
export const GENERATION_COLUMNS = `
  ${LIFE_COLUMNS}, studio_id as "studioId", recipe, licences, pose_version_id as "poseVersionId", prompt_version_id as "promptVersionId",
  model_id as "modelId", backend_id as "backendId", report_id as "reportId", sample_key as "sampleKey"`;
