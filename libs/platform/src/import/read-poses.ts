import {
  type CanvasSize,
  type ConversionReport,
  type ParsedPoseFile,
  parsePoseFile,
  PoseError,
  type PoseFormat,
} from '@contrapposto/pose';
import type { ErrorReport } from '../errors.js';
import { type Picking, pickPoses } from './pick-poses.js';

export interface PoseFile {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  /** Size of the pictures, for formats that do not say. */
  readonly canvas?: CanvasSize;
  /** Of a clip, one pose each so many seconds. */
  readonly everySeconds?: number;
}

/** What a file holds, or why it is refused: values alone, which may go from thread to thread. */
export type ReadOutcome =
  | ({ readonly format: PoseFormat; readonly conversion: ConversionReport } & Picking)
  | { readonly refusal: 'UPLOAD_UNREADABLE' | 'TOO_MANY'; readonly report: ErrorReport };

/** More poses than this are several files: one transaction must not hold up the others for long. */
export const IMPORT_LIMIT = 20_000;

/** What the count of changed poses is made from; far more than anybody reads. */
const MAX_PROBLEMS = 50_000;

/** Reads a file in any format of libs/pose. Never throws for what is in it. */
export function readPoses({ bytes, ...options }: PoseFile): ReadOutcome {
  const where = `upload ${options.fileName}`;
  let parsed: ParsedPoseFile;
  try {
    parsed = parsePoseFile(bytes, { ...options, limits: { maxProblems: MAX_PROBLEMS } });
  } catch (error) {
    if (!(error instanceof PoseError)) throw error;
    const report = { expected: 'a file of poses', got: error.code, where, advice: error.message };
    return { refusal: 'UPLOAD_UNREADABLE', report };
  }
  const count = parsed.poses.length;
  if (count <= IMPORT_LIMIT) return { format: parsed.format, conversion: parsed.report, ...pickPoses(parsed) };
  const report = { expected: `at most ${IMPORT_LIMIT} poses`, got: String(count), where, advice: 'Split the file.' };
  return { refusal: 'TOO_MANY', report };
}
