import type { RgbPicture } from '@contrapposto/eval';
import sharp from 'sharp';

/** A picture of any usual format as 8-bit RGB, turned as it is meant to be seen; what shines through it is white. */
export async function decodePicture(bytes: Uint8Array): Promise<RgbPicture> {
  const { data, info } = await sharp(bytes)
    .autoOrient()
    .flatten({ background: 'white' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}
