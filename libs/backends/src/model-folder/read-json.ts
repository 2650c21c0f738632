import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, ModelFolderError } from '../errors.js';
import type { Json } from './model-artifact.js';

/**
 * Reads a JSON object from a model folder.
 *
 * @param file relative to `folder`
 * @throws ModelFolderError MODEL_FILE_MISSING or MODEL_FILE_UNREADABLE
 */
export async function readJson(folder: string, file: string): Promise<Json> {
  const json = await readOptionalJson(folder, file);
  if (json !== null) return json;
  throw ModelFolderError.of('MODEL_FILE_MISSING', {
    expected: `a file ${file}`,
    got: 'none',
    where: folder,
    advice: 'A model is a whole folder in the layout of diffusers; fetch or save it again.',
  });
}

/** As readJson, but null where there is no such file. */
export async function readOptionalJson(folder: string, file: string): Promise<Json | null> {
  const text = await readOptionalText(folder, file);
  if (text === null) return null;
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json as Json;
    throw new Error(`it holds ${Array.isArray(json) ? 'a list' : String(json)}`);
  } catch (cause) {
    throw unreadable(folder, file, 'a JSON object', cause);
  }
}

/** A text file's content; null where there is no such file. */
export async function readOptionalText(folder: string, file: string): Promise<string | null> {
  try {
    return await readFile(join(folder, file), 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw unreadable(folder, file, 'a readable file', cause);
  }
}

function unreadable(folder: string, file: string, expected: string, cause: unknown): ModelFolderError {
  const report = { expected, got: messageOf(cause), where: join(folder, file) };
  return ModelFolderError.of(
    'MODEL_FILE_UNREADABLE',
    { ...report, advice: 'Correct the file or fetch it again.' },
    { cause },
  );
}
