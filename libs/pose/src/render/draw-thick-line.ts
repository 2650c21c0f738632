import { fillConvexPolygon } from './fill-convex-polygon.js';
import { fillDisc } from './fill-disc.js';
import { ONE, roundHalfToEven } from './fixed-point.js';
import { type Raster } from './raster.js';

/**
 * A straight line of even width between two pixels, with round ends: a rectangle whose corners are rounded to 1/65536
 * pixel, and a disc at each end. Two equal ends leave one disc.
 * @param endHalfWidths the end discs, of radius `width / 2`, as from `computeHalfWidths`.
 */
export function drawThickLine(
  raster: Raster,
  from: { readonly x: number; readonly y: number },
  to: { readonly x: number; readonly y: number },
  width: number,
  endHalfWidths: readonly number[],
): void {
  const dx = from.x - to.x;
  const dy = to.y - from.y;
  const squaredLength = dx * dx + dy * dy;
  if (squaredLength > 0) {
    const scale = ((width / 2) * ONE) / Math.sqrt(squaredLength);
    const offsetX = roundHalfToEven(dy * scale);
    const offsetY = roundHalfToEven(dx * scale);
    fillConvexPolygon(raster, [
      { x: from.x * ONE + offsetX, y: from.y * ONE + offsetY },
      { x: from.x * ONE - offsetX, y: from.y * ONE - offsetY },
      { x: to.x * ONE - offsetX, y: to.y * ONE - offsetY },
      { x: to.x * ONE + offsetX, y: to.y * ONE + offsetY },
    ]);
  }
  fillDisc(raster, from.x, from.y, endHalfWidths);
  fillDisc(raster, to.x, to.y, endHalfWidths);
}
