import { refuse } from './byte-cursor.js';
import { type Dtype, readElements } from './dtype.js';
import { type PickleValue } from './pickle-value.js';

const MAX_RANK = 8;

/** An array as a file holds it. Numbers stay bytes until `readNumbers`; objects are values of a pickle. */
export class NumpyArray {
  constructor(
    readonly dtype: Dtype,
    readonly shape: readonly number[],
    /** The first index runs fastest. */
    readonly fortranOrder: boolean,
    readonly content: Uint8Array | readonly PickleValue[],
  ) {}

  /** Numbers in C order, or null where the elements are objects. */
  readNumbers(): Float64Array | null {
    if (!(this.content instanceof Uint8Array) || this.dtype.kind === 'object') return null;
    const numbers = readElements(this.content, this.dtype);
    return this.fortranOrder && this.shape.length > 1 ? toCOrder(numbers, this.shape) : numbers;
  }
}

function toCOrder(numbers: Float64Array, shape: readonly number[]): Float64Array {
  const strides = shape.map((_, axis) => shape.slice(0, axis).reduce((product, side) => product * side, 1));
  return numbers.map((_, position) => {
    let [left, from] = [position, 0];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += (left % shape[axis]!) * strides[axis]!;
      left = Math.floor(left / shape[axis]!);
    }
    return numbers[from]!;
  });
}

/** Elements of this shape. @throws PoseError INVALID_FILE for negative or fractional sides, many axes, or too large a product. */
export function countElements(shape: readonly number[], where: string): number {
  if (shape.length > MAX_RANK) refuse(`at most ${MAX_RANK} axes`, String(shape.length), where);
  const count = shape.reduce((product, side) => product * side, 1);
  if (shape.every((side) => Number.isSafeInteger(side) && side >= 0) && Number.isSafeInteger(count)) return count;
  return refuse('a shape of whole numbers', `(${shape.join(', ')})`, where);
}

/** @throws PoseError INVALID_FILE where the bytes are not exactly the shape's. */
export function createNumericArray(
  dtype: Dtype,
  shape: readonly number[],
  fortranOrder: boolean,
  bytes: Uint8Array,
  where: string,
): NumpyArray {
  const expected = countElements(shape, where) * dtype.itemSize;
  if (dtype.kind === 'object') refuse('numbers in these bytes', 'references to objects', where);
  if (bytes.length !== expected)
    refuse(`${expected} bytes for the shape (${shape.join(', ')})`, String(bytes.length), where);
  return new NumpyArray(dtype, shape, fortranOrder, bytes);
}
