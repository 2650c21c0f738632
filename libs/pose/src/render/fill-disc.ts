import { type Raster } from './raster.js';

/**
 * Half widths of a disc's rows, from its middle row outward, by the midpoint circle walk: the error of
 * x^2 + y^2 - radius^2 decides when the eighth of the circle that is being walked steps inward.
 */
export function computeHalfWidths(radius: number): number[] {
  const halfWidths = new Array<number>(radius + 1).fill(0);
  let across = radius;
  let error = 0;
  for (let down = 0; down <= across; down++) {
    halfWidths[down] = Math.max(halfWidths[down]!, across);
    halfWidths[across] = Math.max(halfWidths[across]!, down);
    error += 2 * down + 1;
    if (error > 0) {
      error -= 2 * across - 1;
      across--;
    }
  }
  return halfWidths;
}

/** Fills a disc around a pixel; `halfWidths` as from `computeHalfWidths`. */
export function fillDisc(raster: Raster, x: number, y: number, halfWidths: readonly number[]): void {
  for (let down = 0; down < halfWidths.length; down++) {
    const halfWidth = halfWidths[down]!;
    raster.fillSpan(y - down, x - halfWidth, x + halfWidth);
    if (down > 0) raster.fillSpan(y + down, x - halfWidth, x + halfWidth);
  }
}
