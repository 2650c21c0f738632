import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LoadOptions } from '../../contract.js';
import { messageOf, ModelFolderError } from '../../errors.js';
import { Session } from '../session.js';

/** What a network must take and give by name. */
export interface Signature {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/**
 * Opens a network of an extractor's folder, once its bytes are those that the descriptor names.
 *
 * @throws ModelFolderError MODEL_FILE_UNREADABLE, CONFIG_CONTRADICTS_WEIGHTS for another digest or signature
 */
export async function openNetwork(
  folder: string,
  { file, sha256 }: { readonly file: string; readonly sha256: string },
  signature: Signature,
  options: LoadOptions,
): Promise<Session> {
  const path = join(folder, file);
  const bytes = await readModel(path);
  const digest = createHash('sha256').update(bytes).digest('hex');
  if (digest !== sha256)
    throw contradiction(
      path,
      `SHA-256 ${sha256}`,
      digest,
      'Fetch the model again, or name its digest in extractor.json.',
    );
  const session = await Session.open(file, bytes, folder, options);
  try {
    assertNames(path, 'inputs', session.names.inputs, signature.inputs);
    assertNames(path, 'outputs', session.names.outputs, signature.outputs);
  } catch (error) {
    await session.dispose();
    throw error;
  }
  return session;
}

async function readModel(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    const report = { expected: 'a readable ONNX model', got: messageOf(cause), where: path };
    throw ModelFolderError.of('MODEL_FILE_UNREADABLE', report, { cause });
  }
}

function assertNames(path: string, what: string, names: readonly string[], wanted: readonly string[]): void {
  if (wanted.every((name) => names.includes(name))) return;
  const advice = 'Export the network with these names, or give its own in extractor.json.';
  throw contradiction(path, `${what} ${wanted.join(', ')}`, names.join(', '), advice);
}

function contradiction(where: string, expected: string, got: string, advice: string): ModelFolderError {
  return ModelFolderError.of('CONFIG_CONTRADICTS_WEIGHTS', { expected, got, where, advice });
}
