/** Coordinates in 1/65536 pixel, as OpenCV computes with them; held in doubles, which are exact up to 2^53. */
export const ONE = 65536;
export const HALF = ONE / 2;
const UNIT = 1 / ONE;

/** The pixel whose centre is nearest; halves go up. */
export function toPixel(fixed: number): number {
  return Math.floor((fixed + HALF) * UNIT);
}

/** a * b / c, rounded toward zero, exact at any size. */
export function multiplyDivide(a: number, b: number, c: number): number {
  const product = a * b;
  if (Math.abs(product) <= Number.MAX_SAFE_INTEGER) return Math.trunc(product / c);
  return Number((BigInt(a) * BigInt(b)) / BigInt(c));
}

/** To the nearest integer, halves to the even one: the default rounding of IEEE 754. */
export function roundHalfToEven(value: number): number {
  const floor = Math.floor(value);
  const fraction = value - floor;
  if (fraction !== 0.5) return fraction < 0.5 ? floor : floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}
