import path from 'node:path';
import { z } from 'zod';

const Variables = z.object({
  /** The model to use where --model is not given: a folder, or the name of one under CONTRAPPOSTO_MODELS. */
  CONTRAPPOSTO_MODEL: z.string().min(1).optional(),
  /** Folders of model folders, searched before the bundled ones; separated as PATH is. */
  CONTRAPPOSTO_MODELS: z.string().default(''),
  /** The backend to use where --backend is not given. */
  CONTRAPPOSTO_BACKEND: z.string().min(1).optional(),
  /** Backend plugins beside the built-in ones: npm packages or paths, separated by commas. */
  CONTRAPPOSTO_PLUGINS: z.string().default(''),
  /** The service that the library commands speak to. */
  CONTRAPPOSTO_URL: z.url({ protocol: /^https?$/ }).optional(),
});

/** What the environment says, null or empty where it says nothing. */
export interface Environment {
  readonly model: string | null;
  readonly modelFolders: readonly string[];
  readonly backend: string | null;
  readonly plugins: readonly string[];
  readonly serviceUrl: string | null;
}

/** The only place of this program that reads `process.env`. */
export function readEnvironment(variables: NodeJS.ProcessEnv = process.env): Environment {
  const read = Variables.parse(variables);
  return {
    model: read.CONTRAPPOSTO_MODEL ?? null,
    modelFolders: read.CONTRAPPOSTO_MODELS.split(path.delimiter).filter(Boolean),
    backend: read.CONTRAPPOSTO_BACKEND ?? null,
    plugins: read.CONTRAPPOSTO_PLUGINS.split(',')
      .map((plugin) => plugin.trim())
      .filter(Boolean),
    serviceUrl: read.CONTRAPPOSTO_URL ?? null,
  };
}
