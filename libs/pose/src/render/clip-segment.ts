import { multiplyDivide } from './fixed-point.js';

export interface Segment {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

const LEFT = 1;
const RIGHT = 2;
const ABOVE = 4;
const BELOW = 8;
const BESIDE = LEFT | RIGHT;
const OVER_OR_UNDER = ABOVE | BELOW;

function locate(x: number, y: number, right: number, bottom: number): number {
  return (x < 0 ? LEFT : x > right ? RIGHT : 0) | (y < 0 ? ABOVE : y > bottom ? BELOW : 0);
}

/**
 * Cuts a segment to 0..right by 0..bottom, in place: rows first, then columns, each new coordinate rounded toward zero.
 * The order and the rounding are OpenCV's; another order moves the cut ends by one unit.
 * @returns whether any of it is left.
 */
export function clipSegment(segment: Segment, right: number, bottom: number): boolean {
  let start = locate(segment.x1, segment.y1, right, bottom);
  let end = locate(segment.x2, segment.y2, right, bottom);
  if ((start | end) === 0) return true;
  if ((start & end) !== 0) return false;

  if (start & OVER_OR_UNDER) {
    const y = start & ABOVE ? 0 : bottom;
    segment.x1 += multiplyDivide(y - segment.y1, segment.x2 - segment.x1, segment.y2 - segment.y1);
    segment.y1 = y;
    start = locate(segment.x1, y, right, bottom) & BESIDE;
  }
  if (end & OVER_OR_UNDER) {
    const y = end & ABOVE ? 0 : bottom;
    segment.x2 += multiplyDivide(y - segment.y2, segment.x2 - segment.x1, segment.y2 - segment.y1);
    segment.y2 = y;
    end = locate(segment.x2, y, right, bottom) & BESIDE;
  }
  if ((start & end) !== 0) return false;

  if (start) {
    const x = start === LEFT ? 0 : right;
    segment.y1 += multiplyDivide(x - segment.x1, segment.y2 - segment.y1, segment.x2 - segment.x1);
    segment.x1 = x;
  }
  if (end) {
    const x = end === LEFT ? 0 : right;
    segment.y2 += multiplyDivide(x - segment.x2, segment.y2 - segment.y1, segment.x2 - segment.x1);
    segment.x2 = x;
  }
  return true;
}
