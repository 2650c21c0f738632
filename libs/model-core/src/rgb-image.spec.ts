import { createTensor } from '@contrapposto/tensor';
import { toPreviewImage, toRgbImage } from './rgb-image.js';

it('turns planes in -1..1 into interleaved bytes, clamped and rounded to the nearest', () => {
  const picture = createTensor('float32', [1, 3, 1, 2], Float32Array.of(-1, 1, 0, 0.5, -7, 7));
  expect([...toRgbImage(picture, 'a picture').data]).toEqual([0, 128, 0, 255, 191, 255]);
});

it('maps latents to a rough picture with the fitted factors', () => {
  const latents = createTensor('float32', [1, 2, 1, 1], Float32Array.of(0.5, -1));
  const preview = toPreviewImage(latents, { factors: [[1, 0, 2], [0, 1, 1]], bias: [0, 0.5, 0] }); // prettier-ignore
  expect(preview).toEqual({ width: 1, height: 1, channels: 3, data: Uint8Array.of(191, 64, 128) });
});

it('refuses factors for another number of channels', () => {
  const latents = createTensor('float32', [1, 4, 2, 2]);
  expect(() => toPreviewImage(latents, { factors: [[1, 1, 1]], bias: [0, 0, 0] })).toThrow(
    'expected latents to preview of shape (1, 1, h, w), got (1, 4, 2, 2)',
  );
});
