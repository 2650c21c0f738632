import { LIFE_COLUMNS, type WorkEvent, type WorkLife } from '../work/vocabulary.js';
import type { EvaluationRequest } from './evaluation-request.js';

/** Judges pictures against the samples of a snapshot: a request, frozen, and what became of it. */
export interface EvaluationReport extends WorkLife {
  readonly studioId: string;
  readonly name: string;
  readonly snapshotId: string;
  /** Null for pictures that were made elsewhere. */
  readonly modelId: string | null;
  readonly request: EvaluationRequest;
  /** Of libs/eval, as it wrote them; null until it is measured. */
  readonly results: Readonly<Record<string, unknown>> | null;
  /** How every number was made; null until it is measured. */
  readonly manifest: Readonly<Record<string, unknown>> | null;
  readonly archivedAt: Date | null;
}

export interface ReportEvent extends WorkEvent {
  readonly reportId: string;
}

/** What a report's PROGRESS says. */
export interface ReportProgress {
  readonly stage: 'generate' | 'measure' | 'time' | 'compute';
  readonly done: number;
  readonly total: number;
  /** To the end of the report; null where nobody can say. */
  readonly etaMs: number | null;
}

/** The columns of an EvaluationReport, for `select` and `returning`. */
export const REPORT_COLUMNS = `
  ${LIFE_COLUMNS}, studio_id as "studioId", name, snapshot_id as "snapshotId", model_id as "modelId", request, results, manifest,
  archived_at as "archivedAt"`;
