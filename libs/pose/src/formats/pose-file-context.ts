import { type CanvasSize } from '../types.js';
import { ConversionLossLog } from './conversion-report.js';
import { type ProblemLog } from './problems.js';

/** What every reader is handed beside the file's contents. */
export interface PoseFileContext {
  readonly log: ProblemLog;
  readonly losses: ConversionLossLog;
  /** Size of the pictures, where the caller knows it. */
  readonly canvas: CanvasSize | undefined;
  /** Of the file, without folders and endings: what a pose is called in formats of one picture a file. */
  readonly poseName: string;
  /** Whether the file holds numbers that are not finite. */
  readonly mayHoldNonFinite: boolean;
}

export function createPoseFileContext(
  log: ProblemLog,
  canvas: CanvasSize | undefined,
  mayHoldNonFinite = false,
): PoseFileContext {
  return { log, losses: new ConversionLossLog(), canvas, poseName: toPoseName(log.file), mayHoldNonFinite };
}

/** `frames/000012_keypoints.json` is the pose `000012`. */
export function toPoseName(fileName: string): string {
  const base = fileName.slice(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
  return base.replace(/\.(json|txt)$/i, '').replace(/_keypoints$/, '') || base;
}
