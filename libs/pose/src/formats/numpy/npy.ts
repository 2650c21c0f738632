import { refuse } from './byte-cursor.js';
import { type NumpyLimits } from './limits.js';
import { parseNpyHeader } from './npy-header.js';
import { createNumericArray, type NumpyArray } from './numpy-array.js';
import { refusePickle } from './numpy-globals.js';
import { readPickle } from './pickle-reader.js';
import { UnbuiltArray } from './pickle-value.js';

function readObjects(bytes: Uint8Array, shape: readonly number[], limits: NumpyLimits, where: string): NumpyArray {
  const value = readPickle(bytes, limits, where);
  const array = value instanceof UnbuiltArray ? value.array : null;
  if (array?.dtype.kind !== 'object') return refusePickle('something else than an array of objects', where);
  if (array.shape.join() !== shape.join())
    refuse(`an array of the header's shape (${shape.join(', ')})`, `(${array.shape.join(', ')})`, where);
  return array;
}

/**
 * The array of an .npy file: numbers, or objects, whose pickle is read as data and never run.
 * @throws PoseError INVALID_FILE, UNSAFE_PICKLE, LIMIT_EXCEEDED
 */
export function parseNpy(bytes: Uint8Array, limits: NumpyLimits, where: string): NumpyArray {
  const { dtype, shape, fortranOrder, dataOffset } = parseNpyHeader(bytes, where);
  const data = bytes.subarray(dataOffset);
  if (dtype.kind === 'object') return readObjects(data, shape, limits, where);
  return createNumericArray(dtype, shape, fortranOrder, data, where);
}
