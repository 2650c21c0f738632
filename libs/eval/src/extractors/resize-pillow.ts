import type { RgbPicture } from './ports.js';

/** Bits behind the point of a weight: 32 of a sum, less 8 of a pixel and 2 to spare. */
const PRECISION_BITS = 22;
const HALF = 1 << (PRECISION_BITS - 1);
/** The cubic's a. */
const SHARPNESS = -0.5;
const SUPPORT = 2;

interface Taps {
  readonly start: number;
  readonly weights: Int32Array;
}

/**
 * Pillow's resize with BICUBIC, bit for bit: a cubic that widens with the footprint when shrinking, weights of 22 bits, rows first, 8 bits in
 * between. What transformers' and open_clip's preprocessing rest on.
 * Source: Pillow, Resample.c.
 */
export function resizeLikePillow(picture: RgbPicture, width: number, height: number): RgbPicture {
  const narrowed = picture.width === width ? picture : resizeRows(picture, computeTaps(picture.width, width));
  return height === picture.height ? narrowed : resizeColumns(narrowed, computeTaps(picture.height, height));
}

function resizeRows({ width, height, data }: RgbPicture, taps: readonly Taps[]): RgbPicture {
  const result = new Uint8Array(taps.length * height * 3);
  for (let row = 0; row < height; row++)
    taps.forEach(({ start, weights }, column) => {
      for (let channel = 0; channel < 3; channel++) {
        let sum = HALF;
        for (let tap = 0; tap < weights.length; tap++)
          sum += weights[tap]! * data[(row * width + start + tap) * 3 + channel]!;
        result[(row * taps.length + column) * 3 + channel] = toByte(sum);
      }
    });
  return { width: taps.length, height, data: result };
}

function resizeColumns({ width, data }: RgbPicture, taps: readonly Taps[]): RgbPicture {
  const rowLength = width * 3;
  const result = new Uint8Array(taps.length * rowLength);
  taps.forEach(({ start, weights }, row) => {
    for (let place = 0; place < rowLength; place++) {
      let sum = HALF;
      for (let tap = 0; tap < weights.length; tap++) sum += weights[tap]! * data[(start + tap) * rowLength + place]!;
      result[row * rowLength + place] = toByte(sum);
    }
  });
  return { width, height: taps.length, data: result };
}

function computeTaps(from: number, length: number): Taps[] {
  const scale = from / length;
  const stretch = Math.max(1, scale);
  return Array.from({ length }, (_, place) => {
    const centre = (place + 0.5) * scale;
    const start = Math.max(0, Math.trunc(centre - SUPPORT * stretch + 0.5));
    const end = Math.min(from, Math.trunc(centre + SUPPORT * stretch + 0.5));
    const raw = Array.from({ length: end - start }, (_tap, tap) => cubic((tap + start - centre + 0.5) / stretch));
    const total = raw.reduce((sum, weight) => sum + weight, 0);
    return { start, weights: Int32Array.from(raw, (weight) => toFixedPoint(weight / total)) };
  });
}

/** Source: Keys, Cubic Convolution Interpolation for Digital Image Processing, 1981. */
function cubic(distance: number): number {
  const x = Math.abs(distance);
  if (x < 1) return ((SHARPNESS + 2) * x - (SHARPNESS + 3)) * x * x + 1;
  if (x < 2) return (((x - 5) * x + 8) * x - 4) * SHARPNESS;
  return 0;
}

function toFixedPoint(weight: number): number {
  return Math.trunc(weight * 2 ** PRECISION_BITS + (weight < 0 ? -0.5 : 0.5));
}

function toByte(sum: number): number {
  return Math.max(0, Math.min(255, Math.floor(sum / 2 ** PRECISION_BITS)));
}
