/** What the benches draw, so that their figures can be held beside each other. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { toRecipeDefaults } from '@contrapposto/backends';
import { createRecipe } from '@contrapposto/model-core';
import { parsePoseFile } from '@contrapposto/pose';

const FILE = path.resolve(import.meta.dirname, '../../models/poses/starter.coco.json');

export const PROMPT = 'oil_painting, a woman in a red dress dancing in a garden';

/** The poses that come with the command line. */
export const { poses: POSES } = parsePoseFile(readFileSync(FILE), { fileName: FILE });

/** A recipe by the model's own defaults, of the first pose where the model takes one; `wishes` are of `createRecipe`. */
export function composeRecipe(info, wishes = {}) {
  const { name, version, digest, family } = info;
  const subject = { pose: family === 'text-only' ? null : POSES[0], prompt: PROMPT, seed: 7 };
  const model = { name, digest, ...(version && { version }) };
  return createRecipe({ model, family, ...subject, ...wishes }, toRecipeDefaults(info));
}
