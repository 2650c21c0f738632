/** Maps of one network output: `count` planes of (height, width). */
export interface FeaturePlanes {
  readonly count: number;
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** Left and right exchanged: the picture's, and by `order` the planes of left and right joints. */
export function flipPlanes({ count, width, height, data }: FeaturePlanes, order: readonly number[]): FeaturePlanes {
  const flipped = new Float32Array(data.length);
  for (let plane = 0; plane < count; plane++)
    for (let row = 0; row < height; row++) {
      const from = ((order[plane] ?? plane) * height + row) * width;
      const to = (plane * height + row) * width;
      for (let column = 0; column < width; column++) flipped[to + column] = data[from + width - 1 - column]!;
    }
  return { count, width, height, data: flipped };
}

export function averagePlanes(a: FeaturePlanes, b: FeaturePlanes): FeaturePlanes {
  return { ...a, data: a.data.map((value, index) => (value + b.data[index]!) / 2) };
}

export function slicePlanes({ width, height, data }: FeaturePlanes, first: number, end: number): FeaturePlanes {
  return { count: end - first, width, height, data: data.subarray(first * width * height, end * width * height) };
}

/** Linear interpolation, the outermost centres on each other: torch's interpolate with align_corners. */
export function enlargePlanes(planes: FeaturePlanes, width: number, height: number): FeaturePlanes {
  const data = new Float32Array(planes.count * width * height);
  const [x, y] = [computeTaps(planes.width, width), computeTaps(planes.height, height)];
  for (let plane = 0, to = 0; plane < planes.count; plane++)
    for (let row = 0; row < height; row++) {
      const upper = (plane * planes.height + y.low[row]!) * planes.width;
      const lower = (plane * planes.height + y.high[row]!) * planes.width;
      const down = y.share[row]!;
      for (let column = 0; column < width; column++, to++) {
        const [left, right, across] = [x.low[column]!, x.high[column]!, x.share[column]!];
        const top = planes.data[upper + left]! * (1 - across) + planes.data[upper + right]! * across;
        const bottom = planes.data[lower + left]! * (1 - across) + planes.data[lower + right]! * across;
        data[to] = top * (1 - down) + bottom * down;
      }
    }
  return { count: planes.count, width, height, data };
}

function computeTaps(from: number, length: number) {
  const step = length > 1 ? (from - 1) / (length - 1) : 0;
  const low = Int32Array.from({ length }, (_, place) => Math.min(Math.floor(place * step), Math.max(0, from - 2)));
  const high = low.map((place) => Math.min(place + 1, from - 1));
  return { low, high, share: Float64Array.from(low, (place, index) => index * step - place) };
}

/** One plane blurred by a Gaussian of this odd size; beyond the plane lies 0, or its mirror image. Source: OpenCV, GaussianBlur. */
export function blurPlane(
  plane: Float32Array,
  width: number,
  height: number,
  size: number,
  beyond: 'ZERO' | 'MIRROR',
): Float32Array {
  const weights = computeGaussian(size);
  const rows = blurAlong(plane, width, height, 1, width, weights, beyond);
  return blurAlong(rows, height, width, width, 1, weights, beyond);
}

function blurAlong(
  data: Float32Array,
  length: number,
  lines: number,
  step: number,
  lineStep: number,
  weights: readonly number[],
  beyond: 'ZERO' | 'MIRROR',
): Float32Array {
  const reach = (weights.length - 1) / 2;
  const result = new Float32Array(data.length);
  for (let line = 0; line < lines; line++)
    for (let place = 0; place < length; place++) {
      let sum = 0;
      for (let tap = -reach; tap <= reach; tap++) {
        let from = place + tap;
        if (from < 0 || from >= length) {
          if (beyond === 'ZERO') continue;
          from = from < 0 ? -from : 2 * (length - 1) - from;
        }
        sum += weights[tap + reach]! * (data[line * lineStep + from * step] ?? 0);
      }
      result[line * lineStep + place * step] = sum;
    }
  return result;
}

/** OpenCV's kernel for a size without a sigma: 1/4, 1/2, 1/4 of three, else sampled and normalized. */
function computeGaussian(size: number): number[] {
  if (size === 3) return [0.25, 0.5, 0.25];
  const sigma = 0.3 * ((size - 1) / 2 - 1) + 0.8;
  const raw = Array.from({ length: size }, (_, tap) => Math.exp(-((tap - (size - 1) / 2) ** 2) / (2 * sigma ** 2)));
  const total = raw.reduce((sum, value) => sum + value, 0);
  return raw.map((value) => value / total);
}
