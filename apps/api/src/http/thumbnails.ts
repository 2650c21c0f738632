import type { Storage } from '@contrapposto/platform';
import { messageOf } from '@contrapposto/pose';
import sharp from 'sharp';
import { BoundedCache } from './bounded-cache.js';
import { HttpProblem } from './problem.js';
import type { ThumbnailSize } from './thumbnail-sizes.js';

/** A picture that claims to be larger is not decoded. */
const MOST_PIXELS = 64 * 2 ** 20;
/** A few megabytes of WebP. */
const CACHED = 500;

/** Scales pictures down to WebP, so that their longest side has at most `size` pixels; small ones stay as they are. */
export function createThumbnailer(storage: Storage): (sha256: string, size: ThumbnailSize) => Promise<Buffer> {
  const cache = new BoundedCache<Buffer>(CACHED);
  return (sha256, size) => cache.get(`${sha256} ${size}`, async () => scale(await storage.read(sha256), size));
}

async function scale(picture: Buffer, size: ThumbnailSize): Promise<Buffer> {
  try {
    return await sharp(picture, { limitInputPixels: MOST_PIXELS, failOn: 'error' })
      .resize(size, size, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 82 })
      .toBuffer();
  } catch (error) {
    throw new HttpProblem(
      415,
      'NOT_A_PICTURE',
      `Expected a picture of at most ${MOST_PIXELS} pixels: ${messageOf(error)}.`,
    );
  }
}
