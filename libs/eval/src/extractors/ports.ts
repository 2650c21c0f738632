import type { BoundingBox, PersonPose } from '@contrapposto/pose';
import type { ExtractorIdentity } from '../manifest.js';

/** What metrics need of networks. Implemented outside, by whoever may load an inference runtime. */

/** 8-bit RGB, row-major, 3 bytes a pixel. */
export interface RgbPicture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

export interface PoseEstimator {
  /** People in the picture, best first, in its pixels. */
  estimate(picture: RgbPicture): Promise<PersonPose[]>;
}

export interface PersonDetector {
  /** Boxes [x, y, width, height] of people in the picture's pixels. */
  detect(picture: RgbPicture): Promise<readonly BoundingBox[]>;
}

/** Turns whole pictures into numbers. */
export interface PictureEncoder {
  /**
   * Of all that decides over a picture's numbers: the network up to its output, and how it is fed. Encoders of the same digest give the same numbers,
   * whatever else each of them does, so a picture is encoded by one of them. Absent: shared with nobody.
   */
  readonly pictureDigest?: string;
}

export interface ImageFeatureExtractor extends PictureEncoder {
  readonly identity: ExtractorIdentity;
  /** How it brings a picture to its size, for the manifest. */
  readonly resizeFilter: string;
  extract(picture: RgbPicture): Promise<Float32Array>;
}

export interface TextImageEncoder extends PictureEncoder {
  readonly identity: ExtractorIdentity;
  readonly resizeFilter: string;
  /** Not normalized; of equal length on both sides. */
  encodeImage(picture: RgbPicture): Promise<Float32Array>;
  encodeText(text: string): Promise<Float32Array>;
}
