import { clipSegment } from './clip-segment.js';
import { type Raster } from './raster.js';

interface Pixel {
  readonly x: number;
  readonly y: number;
}

/**
 * A line one pixel wide between whole pixels, by Bresenham's algorithm, as OpenCV walks it: cut to the canvas first, then from
 * left to right.
 */
export function drawPixelLine(raster: Raster, from: Pixel, to: Pixel): void {
  const line = { x1: from.x, y1: from.y, x2: to.x, y2: to.y };
  if (!clipSegment(line, raster.width - 1, raster.height - 1)) return;
  const reversed = line.x2 < line.x1;
  const [startX, startY] = reversed ? [line.x2, line.y2] : [line.x1, line.y1];
  const dx = Math.abs(line.x2 - line.x1);
  const rise = reversed ? line.y1 - line.y2 : line.y2 - line.y1;
  const dy = Math.abs(rise);
  const down = rise < 0 ? -1 : 1;

  const steep = dy > dx;
  const [along, across] = steep ? [dy, dx] : [dx, dy];
  let error = along - 2 * across;
  for (let step = 0, x = startX, y = startY; step <= along; step++) {
    raster.setPixel(x, y);
    const aside = error < 0;
    error += (aside ? 2 * along : 0) - 2 * across;
    if (steep || aside) y += down;
    if (!steep || aside) x += 1;
  }
}
