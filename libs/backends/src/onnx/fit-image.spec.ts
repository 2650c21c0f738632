import type { RgbImage } from '@contrapposto/model-core';
import { fitImage } from './fit-image.js';

function picture(width: number, height: number, value: (x: number, y: number, channel: number) => number): RgbImage {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) for (let c = 0; c < 3; c++) data[(y * width + x) * 3 + c] = value(x, y, c);
  }
  return { width, height, channels: 3, data };
}

describe('fitImage', () => {
  it('keeps a picture of the right size, channel by channel', () => {
    const { tensor, scale } = fitImage(
      picture(3, 2, (x, y, c) => x * 10 + y * 50 + c),
      { width: 3, height: 2 },
    );
    expect(scale).toBe(1);
    expect(tensor.dims).toEqual([1, 3, 2, 3]);
    expect([...tensor.data.slice(6, 12)].map((value) => Math.round(value * 255))).toEqual([1, 11, 21, 51, 61, 71]);
  });

  it('keeps the ratio of the sides and leaves the rest black', () => {
    const { tensor, scale } = fitImage(
      picture(4, 2, () => 255),
      { width: 8, height: 8 },
    );
    expect(scale).toBe(2);
    const rows = Array.from({ length: 8 }, (_, y) => tensor.data[y * 8 + 5]);
    expect(rows).toEqual([1, 1, 1, 1, 0, 0, 0, 0]);
  });

  it('keeps a ramp a ramp when it enlarges, with pixel centres in place', () => {
    const { tensor } = fitImage(
      picture(4, 1, (x) => x * 40),
      { width: 8, height: 2 },
    );
    expect([...tensor.data.slice(1, 7)].map((value) => value * 255)).toEqual(
      [10, 30, 50, 70, 90, 110].map((value) => expect.closeTo(value, 3)),
    );
  });

  it('averages what it shrinks', () => {
    const { tensor } = fitImage(
      picture(64, 64, (x, y) => ((x + y) % 2) * 200),
      { width: 8, height: 8 },
    );
    const inner = [...tensor.data.slice(9, 15)];
    for (const value of inner) expect(value * 255).toBeCloseTo(100, 0);
  });
});
