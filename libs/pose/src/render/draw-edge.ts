import { clipSegment, type Segment } from './clip-segment.js';
import { HALF, ONE, toPixel } from './fixed-point.js';
import { type Raster } from './raster.js';

/** 65536 * rise / run, rounded toward zero, with the run made odd (and so never zero). */
function computeStep(rise: number, run: number): number {
  return Math.trunc((rise * ONE) / (run % 2 === 0 ? run + 1 : run));
}

/** Once cut to the canvas, coordinates fit 32-bit integers: canvas sides stay below 2^15 pixels. */
function walkColumns(raster: Raster, column: number, y: number, step: number, last: number): void {
  for (let across = y | 0, i = 0; i <= last; i++, across += step) raster.setPixel(column + i, across >> 16);
}

function walkRows(raster: Raster, row: number, x: number, step: number, last: number): void {
  for (let across = x | 0, i = 0; i <= last; i++, across += step) raster.setPixel(across >> 16, row + i);
}

/**
 * The outline that OpenCV puts around a filled polygon: one pixel per column (or per row, where the edge is steep), walked
 * from the lesser end, plus the greater end's own pixel.
 * @param edge endpoints in 1/65536 pixel; cut to the canvas in place.
 */
export function drawEdge(raster: Raster, edge: Segment): void {
  if (!clipSegment(edge, raster.width * ONE - 1, raster.height * ONE - 1)) return;
  const flat = Math.abs(edge.x2 - edge.x1) > Math.abs(edge.y2 - edge.y1);
  const reversed = flat ? edge.x2 < edge.x1 : edge.y2 < edge.y1;
  const [fromX, fromY, toX, toY] = reversed
    ? [edge.x2, edge.y2, edge.x1, edge.y1]
    : [edge.x1, edge.y1, edge.x2, edge.y2];
  raster.setPixel(toPixel(toX), toPixel(toY));

  const run = flat ? toX - fromX : toY - fromY;
  const step = flat ? computeStep(toY - fromY, run) : computeStep(toX - fromX, run);
  const last = Math.floor(run / ONE);
  if (flat) walkColumns(raster, toPixel(fromX), fromY + HALF, step, last);
  else walkRows(raster, toPixel(fromY), fromX + HALF, step, last);
}
