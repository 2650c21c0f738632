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

/** Linear interpolation between the four nearest pixels, whatever the scale: shrinking skips pixels, as the libraries below do. */
export function resampleLinear(
  picture: RgbPicture,
  columns: AxisMap,
  rows: AxisMap,
  { beyond = 'NEAREST', rounds = false }: LinearOptions = {},
): PicturePlanes {
  const [x, y] = [computeTaps(columns, picture.width, beyond), computeTaps(rows, picture.height, beyond)];
  const { length: width } = columns;
  const { length: height } = rows;
  const background = beyond === 'NEAREST' ? 0 : beyond;
  const planes = new Float32Array(3 * width * height);
  const { data } = picture;
  const rowLength = picture.width * 3;
  for (let row = 0, to = 0; row < height; row++) {
    const [upper, lower, down] = [y.low[row]!, y.high[row]!, y.share[row]!];
    for (let column = 0; column < width; column++, to++) {
      const [left, right, across] = [x.low[column]! * 3, x.high[column]! * 3, x.share[column]!];
      for (let channel = 0; channel < 3; channel++) {
        const at = upper * rowLength + channel;
        const below = lower * rowLength + channel;
        const a = upper < 0 || left < 0 ? background : data[at + left]!;
        const b = upper < 0 || right < 0 ? background : data[at + right]!;
        const c = lower < 0 || left < 0 ? background : data[below + left]!;
        const d = lower < 0 || right < 0 ? background : data[below + right]!;
        const top = a + (b - a) * across;
        const value = top + (c + (d - c) * across - top) * down;
        planes[channel * width * height + to] = rounds ? (value + 0.5) | 0 : value;
      }
    }
  }
  return { width, height, data: planes };
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

/** Per place of the result the two nearest of the source, -1 for none, and how much the second counts. */
interface Taps {
  readonly low: Int32Array;
  readonly high: Int32Array;
  readonly share: Float64Array;
}

function computeTaps({ length, scale, offset }: AxisMap, sourceLength: number, beyond: 'NEAREST' | number): Taps {
  const taps = { low: new Int32Array(length), high: new Int32Array(length), share: new Float64Array(length) };
  const settle = (place: number): number => {
    const nearest = Math.max(0, Math.min(place, sourceLength - 1));
    return nearest === place || beyond === 'NEAREST' ? nearest : -1;
  };
  for (let place = 0; place < length; place++) {
    const position = scale * place + offset;
    const low = Math.floor(position);
    taps.low[place] = settle(low);
    taps.high[place] = settle(low + 1);
    taps.share[place] = position - low;
  }
  return taps;
}
