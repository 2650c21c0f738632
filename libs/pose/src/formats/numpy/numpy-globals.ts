import { PoseError } from '../../errors.js';
import { formatReport } from '../../error-report.js';
import { type Dtype, parseDtype, readElements } from './dtype.js';
import { countElements, createNumericArray, NumpyArray } from './numpy-array.js';
import { PickleDtype, PickleList, PickleName, PickleTuple, type PickleValue, UnbuiltArray } from './pickle-value.js';

/**
 * The globals that numpy writes into a file of arrays, under the names of numpy 1; numpy 2 says `numpy._core` for
 * `numpy.core`. Each is a form of data here: what stands beside it is read, and no function of that name exists.
 */
const NUMPY_NAMES = [
  'numpy ndarray',
  'numpy dtype',
  'numpy.core.multiarray _reconstruct',
  'numpy.core.multiarray scalar',
  'numpy.core.numeric _frombuffer',
  '_codecs encode',
  '__builtin__ bytes',
] as const;

type NumpyName = (typeof NUMPY_NAMES)[number];

const ADVICE = 'Nothing of it was run. Do not open this file with allow_pickle.';

/** @throws PoseError UNSAFE_PICKLE */
export function refusePickle(got: string, where: string): never {
  const expected = 'only what numpy writes for arrays of people';
  throw new PoseError('UNSAFE_PICKLE', formatReport({ expected, got, where, advice: ADVICE }));
}

/** @throws PoseError UNSAFE_PICKLE for any global that numpy does not write into such a file. */
export function readGlobal(module: string, name: string, where: string): PickleName {
  const known = `${module.replace(/^numpy\._core\./, 'numpy.core.')} ${name}`;
  if (!(NUMPY_NAMES as readonly string[]).includes(known))
    refusePickle(`the global ${JSON.stringify(`${module} ${name}`.slice(0, 80))}`, where);
  return new PickleName(known);
}

const isName = (value: PickleValue | undefined, name: NumpyName) => value instanceof PickleName && value.name === name;

function readShape(value: PickleValue | undefined, where: string): number[] {
  if (value instanceof PickleTuple && value.items.every((side) => typeof side === 'number'))
    return value.items as number[];
  return refusePickle('something else than a shape', where);
}

function decodeLatin1(text: string, where: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code > 0xff) refusePickle('text that is not latin1', where);
    bytes[index] = code;
  }
  return bytes;
}

function readScalar([type, bytes]: readonly PickleValue[], where: string): number {
  if (!(type instanceof PickleDtype) || !(bytes instanceof Uint8Array))
    return refusePickle('a scalar without type or bytes', where);
  return readElements(createNumericArray(type.dtype, [], false, bytes, where).content as Uint8Array, type.dtype)[0]!;
}

function readBuffer([bytes, type, shape, order]: readonly PickleValue[], where: string): NumpyArray {
  if (!(bytes instanceof Uint8Array) || !(type instanceof PickleDtype) || (order !== 'C' && order !== 'F'))
    return refusePickle('a buffer without bytes, type or order', where);
  return createNumericArray(type.dtype, readShape(shape, where), order === 'F', bytes, where);
}

/**
 * The value that a name and what stands beside it mean.
 * @throws PoseError UNSAFE_PICKLE for any other combination than numpy's own; INVALID_FILE where sizes disagree.
 */
export function readReduced(callable: PickleValue, args: PickleValue, where: string): PickleValue {
  if (!(callable instanceof PickleName) || !(args instanceof PickleTuple))
    return refusePickle('a call of something that is no name', where);
  const [first, second] = args.items;
  const name = callable.name as NumpyName;
  if (name === 'numpy.core.multiarray _reconstruct' && isName(first, 'numpy ndarray')) return new UnbuiltArray();
  if (name === 'numpy dtype' && typeof first === 'string') return new PickleDtype(parseDtype(first, where));
  if (name === 'numpy.core.multiarray scalar') return readScalar(args.items, where);
  if (name === 'numpy.core.numeric _frombuffer') return readBuffer(args.items, where);
  if (name === '_codecs encode' && typeof first === 'string' && second === 'latin1') return decodeLatin1(first, where);
  if (name === '__builtin__ bytes' && args.items.length === 0) return new Uint8Array();
  return refusePickle(`a call of ${name} with other arguments than numpy's`, where);
}

function toOrder(dtype: Dtype, order: PickleValue | undefined, where: string): Dtype {
  if (order !== '<' && order !== '>' && order !== '|') return refusePickle('an unknown order of bytes', where);
  return { ...dtype, littleEndian: order !== '>' };
}

function buildArray(state: PickleTuple, where: string): NumpyArray {
  const [, shapeValue, type, fortran, content] = state.items;
  const shape = readShape(shapeValue, where);
  if (!(type instanceof PickleDtype) || typeof fortran !== 'boolean')
    return refusePickle('an array without type or order', where);
  if (content instanceof Uint8Array) return createNumericArray(type.dtype, shape, fortran, content, where);
  const count = countElements(shape, where);
  if (!(content instanceof PickleList) || content.items.length !== count)
    return refusePickle('an array whose content is not its shape', where);
  return new NumpyArray(type.dtype, shape, fortran, content.items);
}

/**
 * Gives a value its state: an element type its order of bytes, an array its content.
 * @throws PoseError UNSAFE_PICKLE for a state of anything else, or a second one.
 */
export function buildState(target: PickleValue, state: PickleValue, where: string): void {
  if (!(state instanceof PickleTuple)) refusePickle('a state that is no tuple', where);
  if (target instanceof PickleDtype) {
    const [, order, subarray, names, fields] = state.items;
    if (subarray !== null || names !== null || fields !== null) refusePickle('an element type with fields', where);
    target.dtype = toOrder(target.dtype, order, where);
  } else if (target instanceof UnbuiltArray && !target.array) target.array = buildArray(state, where);
  else refusePickle('a state of something that has none', where);
}
