import type { RgbImage } from '@contrapposto/model-core';
import { createTensor, type Tensor } from '@contrapposto/tensor';

export interface FittedImage {
  /** (1, 3, height, width) RGB in 0..1; black beyond the picture. */
  readonly tensor: Tensor;
  /** Input pixels per picture pixel. */
  readonly scale: number;
}

/** Weighted source positions of one output position, per axis. */
interface Taps {
  readonly start: number;
  readonly weights: Float64Array;
}

/**
 * Scales a picture to fit a network's input, its sides' ratio kept and its top left corner in place: linear interpolation,
 * widened to the pixel's whole footprint when shrinking.
 */
export function fitImage(image: RgbImage, size: { readonly width: number; readonly height: number }): FittedImage {
  const scale = Math.min(size.width / image.width, size.height / image.height);
  const columns = computeTaps(image.width, Math.max(1, Math.round(image.width * scale)), scale);
  const rows = computeTaps(image.height, Math.max(1, Math.round(image.height * scale)), scale);
  const tensor = createTensor('float32', [1, 3, size.height, size.width]);
  for (let channel = 0; channel < 3; channel++) {
    const narrowed = rowsToColumns(image, channel, columns);
    rows.forEach(({ start, weights }, y) => {
      const at = (channel * size.height + y) * size.width;
      for (let x = 0; x < columns.length; x++) {
        let sum = 0;
        for (let tap = 0; tap < weights.length; tap++)
          sum += weights[tap]! * narrowed[(start + tap) * columns.length + x]!;
        tensor.data[at + x] = sum / 255;
      }
    });
  }
  return { tensor, scale };
}

/** One channel resampled along its rows: (height, columns.length), row-major. */
function rowsToColumns({ data, width, height }: RgbImage, channel: number, columns: readonly Taps[]): Float64Array {
  const result = new Float64Array(height * columns.length);
  for (let y = 0; y < height; y++) {
    columns.forEach(({ start, weights }, x) => {
      let sum = 0;
      for (let tap = 0; tap < weights.length; tap++)
        sum += weights[tap]! * data[(y * width + start + tap) * 3 + channel]!;
      result[y * columns.length + x] = sum;
    });
  }
  return result;
}

/** A triangle around each output pixel's centre, one source pixel wide when enlarging, 1 / scale when shrinking. */
function computeTaps(sourceLength: number, length: number, scale: number): Taps[] {
  const radius = Math.max(1, 1 / scale);
  return Array.from({ length }, (_, index) => {
    const centre = (index + 0.5) / scale - 0.5;
    const start = Math.max(0, Math.ceil(centre - radius));
    const end = Math.min(sourceLength - 1, Math.floor(centre + radius));
    const raw = Float64Array.from({ length: end - start + 1 }, (_, tap) => 1 - Math.abs(start + tap - centre) / radius);
    const total = raw.reduce((sum, weight) => sum + weight, 0);
    return { start, weights: raw.map((weight) => weight / total) };
  });
}
