import { PoseError } from './errors.js';
import { type CanvasSize } from './types.js';

export const MAX_CANVAS_SIDE = 16_384;
export const MAX_CANVAS_PIXELS = 2 ** 26;

/** @throws PoseError INVALID_CANVAS unless both sides are integers in 1..16384 with at most 2^26 pixels together. */
export function assertCanvas({ width, height }: CanvasSize, what: string): void {
  const isSide = (side: number) => Number.isInteger(side) && side >= 1 && side <= MAX_CANVAS_SIDE;
  if (isSide(width) && isSide(height) && width * height <= MAX_CANVAS_PIXELS) return;
  throw new PoseError(
    'INVALID_CANVAS',
    `Expected ${what} with sides in 1..${MAX_CANVAS_SIDE} and at most ${MAX_CANVAS_PIXELS} pixels, got ${width} x ${height}.`,
  );
}
