import { drawPixelLine } from './draw-pixel-line.js';
import { fillConvexSpans } from './fill-convex-polygon.js';
import { ONE, roundHalfToEven } from './fixed-point.js';
import { type Raster } from './raster.js';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Sines of whole degrees, to seven decimals in single precision: the table that OpenCV's ellipses come from. */
const SINES = Float32Array.from(
  { length: 451 },
  (_, degree) => Math.round(Math.sin((degree * Math.PI) / 180) * 1e7) / 1e7,
);

const sin = (degree: number) => SINES[degree]!;
const cos = (degree: number) => SINES[450 - degree]!;

/**
 * An ellipse as a polygon with a vertex per degree, rounded to pixels (halves to even), repeated pixels left out.
 * @param centre whole pixels. @param angle of the greater axis against x, in whole degrees, clockwise on the screen.
 */
export function computeEllipsePolygon(centre: Point, halfLength: number, halfWidth: number, angle: number): Point[] {
  const turn = ((angle % 360) + 360) % 360;
  const [alpha, beta] = [cos(turn), sin(turn)];
  const polygon: Point[] = [];
  for (let degree = 0; degree <= 360; degree++) {
    const [along, across] = [halfLength * cos(degree), halfWidth * sin(degree)];
    const x = roundHalfToEven(centre.x + along * alpha - across * beta);
    const y = roundHalfToEven(centre.y + along * beta + across * alpha);
    const last = polygon.at(-1);
    if (last?.x !== x || last.y !== y) polygon.push({ x, y });
  }
  return polygon.length === 1 ? [centre, centre] : polygon;
}

/**
 * Fills a polygon of whole pixels as OpenCV does: an outline of pixel lines, then spans. It need not be quite convex, as
 * rounded ellipses are not, for the pixels to be the same.
 */
function fillPixelPolygon(raster: Raster, polygon: readonly Point[]): void {
  let previous = polygon[polygon.length - 1]!;
  for (const vertex of polygon) {
    drawPixelLine(raster, previous, vertex);
    previous = vertex;
  }
  if (polygon.length >= 3)
    fillConvexSpans(
      raster,
      polygon.map(({ x, y }) => ({ x: x * ONE, y: y * ONE })),
    );
}

/**
 * The ellipse that ControlNet draws for a limb: as long as the way between the joints and `halfWidth` to each side. Its
 * centre, half length and angle lose their fractions toward zero, each by itself.
 */
export function fillLimbEllipse(raster: Raster, from: Point, to: Point, halfWidth: number): void {
  const centre = { x: Math.trunc((from.x + to.x) / 2), y: Math.trunc((from.y + to.y) / 2) };
  const [dx, dy] = [from.x - to.x, from.y - to.y];
  const halfLength = Math.trunc(Math.sqrt(dx * dx + dy * dy) / 2);
  const angle = Math.trunc(Math.atan2(dy, dx) * (180 / Math.PI));
  fillPixelPolygon(raster, computeEllipsePolygon(centre, halfLength, halfWidth, angle));
}
