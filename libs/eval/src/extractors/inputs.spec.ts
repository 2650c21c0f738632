import { readVectors } from '../../../../tools/golden/vector-file.js';
import { decodeUnbiasedHeatmaps } from './decode-heatmaps.js';
import { fitBox, fitCentre, fitLetterbox, fitShorterSide, fitTensorFlow1, type FittedPicture } from './fit-picture.js';
import type { RgbPicture } from './ports.js';
import { resizeLikeOpenCv, resizeLikeTensorFlow1 } from './resample-linear.js';
import { resizeLikePillow } from './resize-pillow.js';

type Sides = readonly [number, number];
const golden = readVectors('extractor-inputs');
const { cases, box, input } = golden.meta as {
  cases: { source: Sides; target: Sides }[];
  box: [number, number, number, number];
  input: Sides;
};

function readPicture(number: number): RgbPicture {
  const [height, width] = golden.shape(`${number}/picture`) as [number, number, number];
  return { width, height, data: golden.uint8(`${number}/picture`) };
}

/** (height, width, 3) as planes. */
function toPlanes(data: Uint8Array): number[] {
  const pixels = data.length / 3;
  return Array.from({ length: data.length }, (_, at) => data[(at % pixels) * 3 + Math.floor(at / pixels)]!);
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a).toHaveLength(b.length);
  return Array.from(a).reduce((largest, value, index) => Math.max(largest, Math.abs(value - b[index]!)), 0);
}

describe.each(cases.map((sizes, number) => ({ ...sizes, number })))('$source to $target', ({ target, number }) => {
  const picture = readPicture(number);
  const [width, height] = target;

  it("is TensorFlow 1's picture", () => {
    const { data } = resizeLikeTensorFlow1(picture, width, height);
    expect(largestDifference(data, golden.float32(`${number}/tensorflow`))).toBeLessThan(1e-3);
  });

  it("is Pillow's picture to the bit", () => {
    expect(resizeLikePillow(picture, width, height).data).toEqual(golden.uint8(`${number}/pillow`));
  });

  it("is OpenCV's picture up to a level", () => {
    const { data } = resizeLikeOpenCv(picture, width, height);
    expect(largestDifference(data, toPlanes(golden.uint8(`${number}/opencv`)))).toBeLessThanOrEqual(1);
  });

  // OpenCV knows 32 places between two pixels: steep edges differ by some levels.
  it.each(['box', 'unbiased'])("is mmpose's %s but for OpenCV's coarser places", (name) => {
    const fitted = fitBox(picture, box, { width: input[0], height: input[1] }, name === 'unbiased');
    const expected = toPlanes(golden.uint8(`${number}/${name}`));
    const mean =
      Array.from(fitted.data).reduce((sum, value, index) => sum + Math.abs(value - expected[index]!), 0) /
      expected.length;
    expect(mean).toBeLessThan(0.6);
    expect(largestDifference(fitted.data, expected)).toBeLessThan(8);
  });
});

describe('the way back to the picture', () => {
  /** A picture that shows its own columns (red) and rows (green). */
  const picture: RgbPicture = {
    width: 60,
    height: 90,
    data: Uint8Array.from({ length: 60 * 90 * 3 }, (_, at) => {
      const pixel = Math.floor(at / 3);
      return [pixel % 60, Math.floor(pixel / 60), 0][at % 3]!;
    }),
  };
  const fits: [string, FittedPicture][] = [
    ['TensorFlow 1', fitTensorFlow1(picture, { width: 50, height: 40 })],
    ['the centre', fitCentre(picture, { width: 32, height: 32 })],
    ['a letterbox', fitLetterbox(picture, { width: 64, height: 64 }, 'MIDDLE')],
    ['a letterbox in the corner', fitLetterbox(picture, { width: 64, height: 64 }, 'CORNER')],
    ['a box', fitBox(picture, [10, 20, 30, 40], { width: 48, height: 64 }, false)],
    ['an unbiased box', fitBox(picture, [10, 20, 30, 40], { width: 48, height: 64 }, true)],
    ['the shorter side', fitShorterSide(picture, 64)],
  ];

  it.each(fits)('of %s leads where the pixel came from', (name, fitted) => {
    const [x, y] = [Math.floor(fitted.width / 2), Math.floor(fitted.height / 2)];
    const at = y * fitted.width + x;
    const shift = name.startsWith('a letterbox') ? 0.5 : 0;
    const scaled = (place: number, scale: number, offset: number): number => scale * (place + shift) + offset - shift;
    expect(Math.abs(fitted.data[at]! - scaled(x, fitted.scaleX, fitted.offsetX))).toBeLessThan(1.01);
    const green = fitted.data[fitted.width * fitted.height + at]!;
    expect(Math.abs(green - scaled(y, fitted.scaleY, fitted.offsetY))).toBeLessThan(1.01);
  });

  it('pads the longer side to the next multiple of 64', () => {
    expect(fitShorterSide(picture, 64)).toMatchObject({ width: 64, height: 128 });
    expect(fitShorterSide({ ...picture, width: 90, height: 60 }, 64)).toMatchObject({ width: 128, height: 64 });
  });
});

it("decodes heatmaps as mmpose's unbiased decoding does", () => {
  const [count, height, width] = golden.shape('heatmaps') as [number, number, number];
  const heatmaps = { count, width, height, data: golden.float32('heatmaps') };
  // An input of one pixel less per side than the scale says keeps heatmap coordinates.
  const { joints } = decodeUnbiasedHeatmaps(heatmaps, { width: width - 1, height: height - 1 }, 11);
  const expected = golden.float64('dark');
  joints.forEach(({ x, y }, joint) => {
    expect(x).toBeCloseTo(expected[joint * 2]!, 2);
    expect(y).toBeCloseTo(expected[joint * 2 + 1]!, 2);
  });
  const points = golden.float64('points');
  expect(joints[10]!.x).toBeCloseTo(points[20]!, 1);
});
