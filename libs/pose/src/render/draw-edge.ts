import { clipSegment, type Segment } from './clip-segment.js';
import { ONE, toPixel } from './fixed-point.js';
import { type Raster } from './raster.js';

const HALF = ONE / 2;

/** 65536 * rise / run, rounded toward zero, with the run made odd (and so never zero). */
function computeStep(rise: number, run: number): number {
  return Math.trunc((rise * ONE) / (run % 2 === 0 ? run + 1 : run));
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
  let along = toPixel(flat ? fromX : fromY);
  let across = (flat ? fromY : fromX) + HALF;
  for (let left = Math.floor(run / ONE); left >= 0; left--) {
    const beside = Math.floor(across / ONE);
    if (flat) raster.setPixel(along, beside);
    else raster.setPixel(beside, along);
    along++;
    across += step;
  }
}
