import { type CanvasSize, type PersonPose } from '../types.js';
import { type ConversionLossLog } from './conversion-report.js';
import { type PoseProblem, type ProblemLog } from './problems.js';

/** The side that a file of shares of an unknown picture is given. */
const UNKNOWN_SIDE = 512;

/** Farther out nothing can be drawn, and no picture is as large. */
const LARGEST_SIDE = 2 ** 24;
const FARTHEST_SHARE = 2 ** 20;

/** A share of a picture that may still be somewhere near it, so that pixels stay finite. */
export function isShare(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= FARTHEST_SHARE;
}

/** The smallest canvas that holds every joint. */
export function computeSmallestCanvas(people: readonly PersonPose[]): CanvasSize {
  let [width, height] = [1, 1];
  for (const { keypoints } of people)
    for (const { x, y } of keypoints) {
      width = Math.max(width, Math.floor(x) + 1);
      height = Math.max(height, Math.floor(y) + 1);
    }
  return { width: Math.min(width, LARGEST_SIDE), height: Math.min(height, LARGEST_SIDE) };
}

type Place = Pick<PoseProblem, 'record' | 'index' | 'id'> & { readonly imageId?: string | null };

function reportUnknown(place: Place, got: string, log: ProblemLog, losses: ConversionLossLog): void {
  const expected = "the picture's size from the caller";
  const field = 'width, height';
  log.add(place, { code: 'UNKNOWN_CANVAS', severity: 'warning', field, expected, got: `none; ${got}` });
  losses.add({ kind: 'SYNTHESIZED', what: field, reason: 'the file does not say how large the picture is' });
}

/** The caller's size for a file in pixels that has none; else the smallest that holds every joint, with a warning. */
export function guessCanvas(
  people: readonly PersonPose[],
  canvas: CanvasSize | undefined,
  place: Place,
  log: ProblemLog,
  losses: ConversionLossLog,
): CanvasSize {
  if (canvas) return canvas;
  const size = computeSmallestCanvas(people);
  reportUnknown(place, `${size.width} x ${size.height} holds every joint`, log, losses);
  return size;
}

/** The caller's size for a file in shares of the picture; else a square, with a warning. */
export function assumeCanvas(
  canvas: CanvasSize | undefined,
  place: Place,
  log: ProblemLog,
  losses: ConversionLossLog,
): CanvasSize {
  if (canvas) return canvas;
  reportUnknown(place, `${UNKNOWN_SIDE} x ${UNKNOWN_SIDE} is assumed`, log, losses);
  return { width: UNKNOWN_SIDE, height: UNKNOWN_SIDE };
}
