import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Environment } from './env.js';

/** The repository that this program lies in, seen from `src` and from `dist` alike. */
const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

export interface Config {
  /** The model where none is named: a path, or the name of a folder in `modelFolders`. */
  readonly model: string;
  /** Folders that hold model folders, the first match wins. */
  readonly modelFolders: readonly string[];
  readonly backend: string;
  /** Plugins beside the built-in ones. */
  readonly plugins: readonly string[];
  /** The poses that `demo` draws. */
  readonly starterPoses: string;
  /** Of the service; `npm start` is at the default. */
  readonly serviceUrl: string;
}

export function createConfig(environment: Environment): Config {
  const bundled = path.join(ROOT, 'models');
  return {
    model: environment.model ?? 'mannequin',
    modelFolders: [...environment.modelFolders, bundled],
    backend: environment.backend ?? 'onnx',
    plugins: environment.plugins,
    starterPoses: path.join(bundled, 'poses', 'starter.coco.json'),
    serviceUrl: environment.serviceUrl ?? 'http://127.0.0.1:4000',
  };
}
