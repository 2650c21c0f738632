import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { suggest } from '@contrapposto/pose';
import type { Config } from './config.js';
import { CliError } from './errors.js';

/** A model that can be named: a folder with a `model_index.json` in one of the configured places. */
export interface ListedModel {
  readonly name: string;
  readonly folder: string;
}

/** In the order in which names are looked up; a name that comes twice means the first. */
export function listModelFolders({ modelFolders }: Config): ListedModel[] {
  const found = new Map<string, ListedModel>();
  for (const place of modelFolders) {
    if (!existsSync(place)) continue;
    for (const name of readdirSync(place).sort()) {
      const folder = path.join(place, name);
      if (!found.has(name) && existsSync(path.join(folder, 'model_index.json'))) found.set(name, { name, folder });
    }
  }
  return [...found.values()];
}

/** The folder that `--model` means: a listed name, or a path. Whether it is a whole model shows when it is opened. */
export function resolveModelFolder(config: Config, nameOrPath = config.model): string {
  const listed = listModelFolders(config);
  const byName = listed.find(({ name }) => name === nameOrPath);
  if (byName) return byName.folder;
  if (existsSync(nameOrPath)) return path.resolve(nameOrPath);
  const hint =
    suggest(
      nameOrPath,
      listed.map(({ name }) => name),
    ) || 'None is listed.';
  throw new CliError(
    'MODEL_NOT_FOUND',
    `Expected a model's name or folder, got "${nameOrPath}".\n${hint}\nSee them with: contrapposto models list`,
  );
}
