import { encodePictureWithRecipe, encodePng } from '@contrapposto/backends/png';
import type { PipelineResult, Recipe, RgbImage } from '@contrapposto/model-core';
import type { Storage, StoredImage } from '@contrapposto/platform';
import sharp from 'sharp';
import { GenerationFailure } from './generation-failure.js';

/** Longest side in pixels; a smaller picture is its own thumbnail's size. */
const THUMBNAIL_SIDE = 256;

type Encoded = Omit<StoredImage, 'sha256' | 'byteSize'> & { readonly bytes: Buffer };

/** Puts a run's pictures into the storage: the picture with its recipe, a thumbnail, and the skeleton as the model saw it. */
export async function storePictures(
  storage: Storage,
  { image, skeleton }: PipelineResult,
  recipe: Recipe,
): Promise<StoredImage[]> {
  const encoded = await Promise.all([
    encodePicture(image, recipe),
    encodeThumbnail(image),
    ...(skeleton ? [encodeSkeleton(skeleton)] : []),
  ]);
  return Promise.all(encoded.map((file) => store(storage, file)));
}

async function encodePicture(image: RgbImage, recipe: Recipe): Promise<Encoded> {
  const { width, height } = image;
  const bytes = await encodePictureWithRecipe(image, recipe);
  return { kind: 'PICTURE', variant: 0, mediaType: 'image/png', width, height, bytes };
}

async function encodeSkeleton(skeleton: RgbImage): Promise<Encoded> {
  const { width, height } = skeleton;
  return { kind: 'SKELETON', variant: 0, mediaType: 'image/png', width, height, bytes: await encodePng(skeleton) };
}

async function encodeThumbnail({ width, height, data }: RgbImage): Promise<Encoded> {
  const { data: bytes, info } = await sharp(data, { raw: { width, height, channels: 3 } })
    .resize(THUMBNAIL_SIDE, THUMBNAIL_SIDE, { fit: 'inside', withoutEnlargement: true })
    .webp()
    .toBuffer({ resolveWithObject: true });
  const { width: shownWidth, height: shownHeight } = info;
  return {
    kind: 'THUMBNAIL',
    variant: THUMBNAIL_SIDE,
    mediaType: 'image/webp',
    width: shownWidth,
    height: shownHeight,
    bytes,
  };
}

async function store(storage: Storage, { bytes, ...image }: Encoded): Promise<StoredImage> {
  try {
    return { ...image, ...(await storage.write(bytes)) };
  } catch (cause) {
    const got = cause instanceof Error ? cause.message : String(cause);
    throw GenerationFailure.of(
      'STORAGE_UNAVAILABLE',
      { expected: 'to store a picture', got, where: 'storage' },
      { cause },
    );
  }
}
