import type { BoundingBox } from '@contrapposto/pose';
import {
  fitBox,
  fitCentre,
  fitLetterbox,
  fitShorterSide,
  fitTensorFlow1,
  type FittedPicture,
  type Size,
} from './fit-picture.js';
import type { RgbPicture } from './ports.js';
import type { Normalization, PictureFit } from './presets.js';
import type { PicturePlanes } from './resample-linear.js';

/** How each way of fitting resamples, as manifests name it. */
export const RESIZE_FILTERS: Readonly<Record<PictureFit, string>> = {
  TENSORFLOW_1: 'tensorflow-1-bilinear',
  CENTRE: 'pillow-bicubic, shorter side, centre crop',
  LETTERBOX_MIDDLE: 'opencv-linear, letterbox',
  LETTERBOX_CORNER: 'opencv-linear, letterbox in the corner',
  BOX: 'linear, box',
  UNBIASED_BOX: 'linear, unbiased box',
  SHORTER_SIDE: 'linear, unbiased, shorter side',
};

/** @param box of the person, where the fit is of one; the whole picture otherwise */
export function fitPicture(picture: RgbPicture, fit: PictureFit, size: Size, box?: BoundingBox): FittedPicture {
  const person: BoundingBox = box ?? [0, 0, picture.width, picture.height];
  switch (fit) {
    case 'TENSORFLOW_1':
      return fitTensorFlow1(picture, size);
    case 'CENTRE':
      return fitCentre(picture, size);
    case 'LETTERBOX_MIDDLE':
      return fitLetterbox(picture, size, 'MIDDLE');
    case 'LETTERBOX_CORNER':
      return fitLetterbox(picture, size, 'CORNER');
    case 'BOX':
      return fitBox(picture, person, size, false);
    case 'UNBIASED_BOX':
      return fitBox(picture, person, size, true);
    case 'SHORTER_SIDE':
      return fitShorterSide(picture, Math.min(size.width, size.height));
  }
}

/** (3, height, width), ready for the network. */
export function normalizePicture(
  { width, height, data }: PicturePlanes,
  { channelOrder, mean, deviation }: Normalization,
): Float32Array {
  const pixels = width * height;
  const result = new Float32Array(3 * pixels);
  for (let channel = 0; channel < 3; channel++) {
    const from = (channelOrder === 'BGR' ? 2 - channel : channel) * pixels;
    const [shift, scale] = [mean[channel]!, deviation[channel]!];
    for (let pixel = 0; pixel < pixels; pixel++)
      result[channel * pixels + pixel] = (data[from + pixel]! - shift) / scale;
  }
  return result;
}

/** The picture from right to left, each row of each plane. */
export function mirrorInput(data: Float32Array, width: number): Float32Array {
  const mirrored = data.slice();
  for (let row = 0; row < data.length; row += width) mirrored.subarray(row, row + width).reverse();
  return mirrored;
}
