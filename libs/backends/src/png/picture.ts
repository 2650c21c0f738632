import { formatRecipe, type Recipe, type RgbImage } from '@contrapposto/model-core';
import sharp from 'sharp';
import { findPngText, insertPngText } from './text.js';

/** Under which a picture's recipe stands in its PNG. */
const KEYWORD = 'contrapposto.recipe';

/** Compression decides the file's bytes, so nothing of it is left to a default. */
const PNG_OPTIONS = { compressionLevel: 9, adaptiveFiltering: false, palette: false } as const;

export async function encodePng({ width, height, data }: RgbImage): Promise<Buffer> {
  return sharp(data, { raw: { width, height, channels: 3 } })
    .png(PNG_OPTIONS)
    .toBuffer();
}

/** A PNG that says how it was made. The same picture and recipe give the same bytes. */
export async function encodePictureWithRecipe(image: RgbImage, recipe: Recipe): Promise<Buffer> {
  return insertPngText(await encodePng(image), KEYWORD, formatRecipe(recipe));
}

/** The text that `encodePictureWithRecipe` put in, or null. @throws PngFormatError */
export function findRecipeText(png: Buffer): string | null {
  return findPngText(png, KEYWORD);
}
