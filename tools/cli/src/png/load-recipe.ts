import { PngFormatError, findRecipeText } from '@contrapposto/backends/png';
import { ModelCoreError, parseRecipe, type Recipe } from '@contrapposto/model-core';
import { CliError } from '../errors.js';
import { readInput } from '../files/read-input.js';

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
    return findRecipeText(png);
  } catch (error) {
    if (!(error instanceof PngFormatError)) throw error;
    throw new CliError(
      'RECIPE_INVALID',
      `Expected a whole PNG at ${file}: ${error.message}.\nName a PNG that contrapposto wrote.`,
    );
  }
}
