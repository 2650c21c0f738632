import { formatRecipe, ModelCoreError, parseRecipe, type Recipe, type RgbImage } from '@contrapposto/model-core';
import sharp from 'sharp';
import { CliError } from '../errors.js';
import { readInput } from '../files/read-input.js';
import { PngFormatError } from './chunks.js';
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

/** The recipe inside a PNG that this program wrote. */
export async function loadRecipe(file: string): Promise<Recipe> {
  const text = findRecipe(file, await readInput(file, 'a PNG with a recipe'));
  if (text === null) {
    throw new CliError(
      'RECIPE_NOT_FOUND',
      `Expected a recipe in ${file}, got a PNG without one.\nOnly pictures that contrapposto wrote carry one, and tools that strip metadata remove it.`,
    );
  }
  return readRecipe(file, text);
}

function readRecipe(file: string, text: string): Recipe {
  try {
    return parseRecipe(text);
  } catch (error) {
    if (!(error instanceof ModelCoreError)) throw error;
    const problem = `Expected a recipe that this version understands in ${file}: ${error.message}`;
    throw new CliError('RECIPE_INVALID', `${problem}\nName a PNG that contrapposto wrote.`, { cause: error });
  }
}

function findRecipe(file: string, png: Buffer): string | null {
  try {
    return findPngText(png, KEYWORD);
  } catch (error) {
    if (!(error instanceof PngFormatError)) throw error;
    throw new CliError(
      'RECIPE_INVALID',
      `Expected a whole PNG at ${file}: ${error.message}.\nName a PNG that contrapposto wrote.`,
    );
  }
}
