import { assertShape, type Tensor } from '@contrapposto/tensor';
import type { LatentPreview, RgbImage } from './pipeline-types.js';

/**
 * A picture from (1, 3, H, W) in -1..1; beyond is clamped. Rounds to the nearest of 0..255, halves to even, as numpy does
 * for diffusers (the clamped array's own rule).
 */
export function toRgbImage(picture: Tensor, what: string): RgbImage {
  const { H: height = 0, W: width = 0 } = assertShape(picture, [1, 3, 'H', 'W'], what);
  const plane = height * width;
  return createRgbImage(width, height, (pixel, channel) => picture.data[channel * plane + pixel] ?? 0);
}

/**
 * A rough picture of latent size.
 *
 * @param latents (1, C, h, w), scaled
 */
export function toPreviewImage(latents: Tensor, { factors, bias }: LatentPreview): RgbImage {
  const { h: height = 0, w: width = 0 } = assertShape(latents, [1, factors.length, 'h', 'w'], 'latents to preview');
  const plane = height * width;
  return createRgbImage(width, height, (pixel, channel) =>
    factors.reduce(
      (sum, factor, latentChannel) => sum + (factor[channel] ?? 0) * (latents.data[latentChannel * plane + pixel] ?? 0),
      bias[channel] ?? 0,
    ),
  );
}

/** @param valueOf in -1..1 */
function createRgbImage(width: number, height: number, valueOf: (pixel: number, channel: number) => number): RgbImage {
  const clamped = new Uint8ClampedArray(width * height * 3);
  for (let index = 0; index < clamped.length; index++) {
    clamped[index] = (valueOf(Math.floor(index / 3), index % 3) / 2 + 0.5) * 255;
  }
  return { width, height, channels: 3, data: new Uint8Array(clamped.buffer) };
}
