import { refuse } from './byte-cursor.js';
import { type NumpyLimits } from './limits.js';
import { parseNpy } from './npy.js';
import { isNpy } from './npy-header.js';
import { type NumpyArray } from './numpy-array.js';
import { isZip, readZip } from './zip-reader.js';

const EXTENSION = '.npy';

/** Whether the first bytes are those of an .npz (any zip) or .npy file. */
export function looksLikeNumpy(bytes: Uint8Array): boolean {
  return isZip(bytes) || isNpy(bytes);
}

/**
 * The arrays of an .npz file by name, or the one of an .npy file under the name that numpy.savez would give it.
 * @throws PoseError INVALID_FILE, UNSAFE_PICKLE, LIMIT_EXCEEDED
 */
export function parseNumpyFile(bytes: Uint8Array, limits: NumpyLimits, fileName: string): Map<string, NumpyArray> {
  if (!isZip(bytes)) return new Map([['arr_0', parseNpy(bytes, limits, fileName)]]);
  const arrays = new Map<string, NumpyArray>();
  for (const [name, file] of readZip(bytes, limits, fileName)) {
    const where = `${fileName}, ${JSON.stringify(name.slice(0, 80))}`;
    if (!name.endsWith(EXTENSION)) refuse('an archive of .npy files', 'another file', where);
    arrays.set(name.slice(0, -EXTENSION.length), parseNpy(file, limits, where));
  }
  return arrays;
}
