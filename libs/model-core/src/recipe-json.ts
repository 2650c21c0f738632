import { assertRecipe } from './assert-recipe.js';
import { isRecord } from './checked-reader.js';
import { ModelCoreError } from './errors.js';
import type { Recipe } from './recipe.js';
import { invalid } from './recipe-errors.js';

/** UTF-16 units; a thousand people of 21 keypoints need about two million. */
const LONGEST_RECIPE = 8 * 2 ** 20;

/**
 * Canonical JSON: keys sorted, no spaces, numbers in their shortest form, absent fields left out. Equal recipes give equal
 * text, so its digest can stand for the picture.
 *
 * @throws ModelCoreError INVALID_RECIPE and the others of `assertRecipe`
 */
export function formatRecipe(recipe: Recipe): string {
  return JSON.stringify(assertRecipe(recipe), sortKeys);
}

/**
 * Reads what `formatRecipe` wrote, or the same by hand.
 *
 * @throws ModelCoreError INVALID_RECIPE and the others of `assertRecipe`
 */
export function parseRecipe(text: string): Recipe {
  if (text.length > LONGEST_RECIPE) {
    throw invalid('recipe', `JSON of at most ${String(LONGEST_RECIPE)} characters`, text.length);
  }
  return assertRecipe(parseJson(text));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ModelCoreError('INVALID_RECIPE', `expected a recipe as JSON, got text that is none: ${String(error)}`);
  }
}

function sortKeys(_key: string, value: unknown): unknown {
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
