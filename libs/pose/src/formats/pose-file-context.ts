import { type CanvasSize } from '../types.js';
import { ConversionLossLog } from './conversion-report.js';
import { FileRecord } from './file-record.js';
import { type JsonObject } from './json-reader.js';
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

export type FramePlace = ReturnType<typeof placeFrame>;

/** Where a frame's problems are: in the file, where it is the only one. Its number is its id. */
export function placeFrame(index: number, isOneOfMany: boolean) {
  const id = isOneOfMany ? String(index) : null;
  return isOneOfMany
    ? ({ record: 'image', index, id, imageId: id } as const)
    : ({ record: 'file', index: null, id, imageId: id } as const);
}

/** A frame's fields, with the voice of its place. */
export function createFrameRecord(
  fields: JsonObject,
  log: ProblemLog,
  index: number,
  isOneOfMany: boolean,
): FileRecord {
  const { record: kind, id } = placeFrame(index, isOneOfMany);
  const record = new FileRecord(fields, log, kind, index);
  record.id = record.imageId = id;
  return record;
}

/** `frames/000012_keypoints.json` is the pose `000012`. */
export function toPoseName(fileName: string): string {
  const base = fileName.slice(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
  return base.replace(/\.(json|txt)$/i, '').replace(/_keypoints$/, '') || base;
}
