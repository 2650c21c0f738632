import type { BoundingBox } from '@contrapposto/pose';
import type { RgbPicture } from './ports.js';
import {
  resampleLinear,
  resizeLikeOpenCv,
  resizeLikeTensorFlow1,
  type AxisMap,
  type PicturePlanes,
} from './resample-linear.js';
import { resizeLikePillow } from './resize-pillow.js';

/** A picture at a network's size, and the way back: picture pixel = scale * input pixel + offset. */
export interface FittedPicture extends PicturePlanes {
  readonly scaleX: number;
  readonly scaleY: number;
  readonly offsetX: number;
  readonly offsetY: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

const PADDING = 114;
/** Space around a person's box, of each side. */
const BOX_GROWTH = 1.25;
const UDP_MULTIPLE = 64;

/** The whole picture, sides' ratio given up, by TensorFlow 1's interpolation. */
export function fitTensorFlow1(picture: RgbPicture, { width, height }: Size): FittedPicture {
  const [scaleX, scaleY] = [picture.width / width, picture.height / height];
  return { ...resizeLikeTensorFlow1(picture, width, height), scaleX, scaleY, offsetX: 0, offsetY: 0 };
}

/** The shorter side to the network's, by Pillow's cubic, and the middle cut out. Source: transformers, CLIPImageProcessor. */
export function fitCentre(picture: RgbPicture, { width, height }: Size): FittedPicture {
  const side = Math.min(width, height);
  const shorter = Math.min(picture.width, picture.height);
  const scaled = (length: number): number => (length === shorter ? side : Math.trunc((side * length) / shorter));
  const resized = resizeLikePillow(picture, scaled(picture.width), scaled(picture.height));
  const left = Math.floor((resized.width - width) / 2);
  const top = Math.floor((resized.height - height) / 2);
  const [scaleX, scaleY] = [picture.width / resized.width, picture.height / resized.height];
  return {
    ...cropPlanes(resized, left, top, { width, height }),
    scaleX,
    scaleY,
    offsetX: scaleX * (left + 0.5) - 0.5,
    offsetY: scaleY * (top + 0.5) - 0.5,
  };
}

/**
 * The whole picture, sides' ratio kept, on grey: in the middle (YOLO) or in the top left corner (RTMO).
 * Sources: ultralytics, LetterBox; mmdeploy and rtmlib, RTMO.
 */
export function fitLetterbox(picture: RgbPicture, size: Size, place: 'MIDDLE' | 'CORNER'): FittedPicture {
  const ratio = Math.min(size.width / picture.width, size.height / picture.height);
  const round = place === 'MIDDLE' ? Math.round : Math.trunc;
  const inner = resizeLikeOpenCv(
    picture,
    Math.max(1, round(picture.width * ratio)),
    Math.max(1, round(picture.height * ratio)),
  );
  const margin = (outer: number, length: number): number =>
    place === 'MIDDLE' ? Math.round((outer - length) / 2 - 0.1) : 0;
  const [left, top] = [margin(size.width, inner.width), margin(size.height, inner.height)];
  const data = new Float32Array(3 * size.width * size.height).fill(PADDING);
  for (let channel = 0; channel < 3; channel++)
    for (let row = 0; row < inner.height; row++) {
      const from = (channel * inner.height + row) * inner.width;
      const to = (channel * size.height + top + row) * size.width + left;
      data.set(inner.data.subarray(from, from + inner.width), to);
    }
  return { ...size, data, scaleX: 1 / ratio, scaleY: 1 / ratio, offsetX: -left / ratio, offsetY: -top / ratio };
}

/**
 * A person's box with some space around it, black beyond the picture. `isUnbiased`: the outermost pixel centres of both lie on each other (UDP,
 * ViTPose); otherwise their edges do (RTMPose).
 * Source: mmpose, GetBBoxCenterScale, TopdownAffine.
 */
export function fitBox(
  picture: RgbPicture,
  [x, y, width, height]: BoundingBox,
  size: Size,
  isUnbiased: boolean,
): FittedPicture {
  const aspect = size.width / size.height;
  const [wide, high] = [Math.max(1, width) * BOX_GROWTH, Math.max(1, height) * BOX_GROWTH];
  const [boxWidth, boxHeight] = wide > high * aspect ? [wide, wide / aspect] : [high * aspect, high];
  const steps = (length: number): number => (isUnbiased ? length - 1 : length);
  const columns = { length: size.width, scale: boxWidth / steps(size.width), offset: x + (width - boxWidth) / 2 };
  const rows = { length: size.height, scale: boxHeight / steps(size.height), offset: y + (height - boxHeight) / 2 };
  return fitAxes(picture, columns, rows);
}

/**
 * The shorter side to `side`, the longer to the next multiple of 64, outermost pixel centres on each other, black beyond.
 * Source: mmpose 0.29, BottomUpResizeAlign with use_udp.
 */
export function fitShorterSide(picture: RgbPicture, side: number): FittedPicture {
  const shorter = Math.min(picture.width, picture.height);
  const base = Math.ceil(side / UDP_MULTIPLE) * UDP_MULTIPLE;
  const length = (own: number): number =>
    own === shorter ? base : Math.ceil(((base / shorter) * own) / UDP_MULTIPLE) * UDP_MULTIPLE;
  const scale = (shorter - 1) / (base - 1);
  const axis = (own: number): AxisMap => ({ length: length(own), scale, offset: 0 });
  return fitAxes(picture, axis(picture.width), axis(picture.height));
}

function fitAxes(picture: RgbPicture, columns: AxisMap, rows: AxisMap): FittedPicture {
  return {
    ...resampleLinear(picture, columns, rows, { beyond: 0, rounds: true }),
    scaleX: columns.scale,
    scaleY: rows.scale,
    offsetX: columns.offset,
    offsetY: rows.offset,
  };
}

/** Black where the picture ends. */
function cropPlanes(picture: RgbPicture, left: number, top: number, { width, height }: Size): PicturePlanes {
  const data = new Float32Array(3 * width * height);
  for (let row = Math.max(0, -top); row < Math.min(height, picture.height - top); row++)
    for (let column = Math.max(0, -left); column < Math.min(width, picture.width - left); column++)
      for (let channel = 0; channel < 3; channel++)
        data[(channel * height + row) * width + column] =
          picture.data[((top + row) * picture.width + left + column) * 3 + channel]!;
  return { width, height, data };
}
