import { cpSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { TINY_MODEL } from './run-program.js';

/** A copy of the tiny model that a spec may damage, with a manifest of its own. @returns its folder */
export function copyTinyModel(folder: string, manifest: Readonly<Record<string, unknown>> = {}): string {
  cpSync(TINY_MODEL, folder, { recursive: true });
  writeFileSync(path.join(folder, 'contrapposto.json'), JSON.stringify({ schemaVersion: 1, ...manifest }));
  return folder;
}

/** A preview that shows the first three latents as red, green and blue. */
export const LATENT_PREVIEW = {
  factors: [
    [0.2, 0, 0],
    [0, 0.2, 0],
    [0, 0, 0.2],
    [0, 0, 0],
  ],
  bias: [0, 0, 0],
};
