import type { RgbPicture } from './ports.js';

/** Where along one axis the pixels of the result lie in the source: `scale * place + offset`, pixel centres at whole numbers. */
export interface AxisMap {
  readonly length: number;
  readonly scale: number;
  readonly offset: number;
}

/** Values 0..255, planes R, G, B of (height, width). */
export interface PicturePlanes {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

export interface LinearOptions {
  /** Beyond the source: its nearest pixel, or this value. Default NEAREST. */
  readonly beyond?: 'NEAREST' | number;
  /** Whether values are rounded, as libraries do that give 8-bit pictures. Default false. */
  readonly rounds?: boolean;
}

interface Tap {
  readonly low: number;
  readonly high: number;
  readonly share: number;
}

/** Linear interpolation between the four nearest pixels, whatever the scale: shrinking skips pixels, as the libraries below do. */
export function resampleLinear(
  picture: RgbPicture,
  columns: AxisMap,
  rows: AxisMap,
  { beyond = 'NEAREST', rounds = false }: LinearOptions = {},
): PicturePlanes {
  const { length: width } = columns;
  const { length: height } = rows;
  const data = new Float32Array(3 * width * height);
  const [tapsX, tapsY] = [computeTaps(columns), computeTaps(rows)];
  const read = createReader(picture, beyond);
  for (let channel = 0; channel < 3; channel++) {
    tapsY.forEach((y, row) => {
      for (let column = 0; column < width; column++) {
        const x = tapsX[column]!;
        const upper = mix(read(x.low, y.low, channel), read(x.high, y.low, channel), x.share);
        const lower = mix(read(x.low, y.high, channel), read(x.high, y.high, channel), x.share);
        const value = mix(upper, lower, y.share);
        data[(channel * height + row) * width + column] = rounds ? Math.round(value) : value;
      }
    });
  }
  return { width, height, data };
}

/** As TensorFlow 1's resize_bilinear without aligned corners: pixel 0 on pixel 0. Source: torch-fidelity, interpolate_compat_tensorflow.py. */
export function resizeLikeTensorFlow1(picture: RgbPicture, width: number, height: number): PicturePlanes {
  return resampleLinear(
    picture,
    { length: width, scale: picture.width / width, offset: 0 },
    { length: height, scale: picture.height / height, offset: 0 },
  );
}

/** As OpenCV's resize with INTER_LINEAR, up to one level: pixel edges on pixel edges, rounded. */
export function resizeLikeOpenCv(picture: RgbPicture, width: number, height: number): PicturePlanes {
  const axis = (from: number, length: number): AxisMap => ({
    length,
    scale: from / length,
    offset: from / length / 2 - 0.5,
  });
  return resampleLinear(picture, axis(picture.width, width), axis(picture.height, height), { rounds: true });
}

function computeTaps({ length, scale, offset }: AxisMap): Tap[] {
  return Array.from({ length }, (_, place) => {
    const position = scale * place + offset;
    const low = Math.floor(position);
    return { low, high: low + 1, share: position - low };
  });
}

function createReader({ width, height, data }: RgbPicture, beyond: 'NEAREST' | number) {
  return (x: number, y: number, channel: number): number => {
    const [column, row] = [clamp(x, width), clamp(y, height)];
    if (beyond !== 'NEAREST' && (column !== x || row !== y)) return beyond;
    return data[(row * width + column) * 3 + channel]!;
  };
}

function clamp(place: number, length: number): number {
  return Math.max(0, Math.min(place, length - 1));
}

function mix(from: number, to: number, share: number): number {
  return from + (to - from) * share;
}
