import { TensorError } from './errors.js';

/**
 * What a shape may be: a number is exact, a string is a free dimension's name. A name that comes twice must have the
 * same size both times: `['N', 4, 'h', 'w']`.
 */
export type ShapePattern = readonly (number | string)[];

/** The number of elements of a tensor with these dimensions. 1 for a scalar. */
export function countElements(dims: readonly number[]): number {
  return dims.reduce((product, dim) => product * dim, 1);
}

/** `(1, 4, h, w)` */
export function formatShape(dims: ShapePattern): string {
  return `(${dims.join(', ')})`;
}

/** @throws TensorError INVALID_SHAPE unless every dimension is a whole number >= 0. */
export function assertDims(dims: readonly number[]): void {
  if (dims.every((dim) => Number.isSafeInteger(dim) && dim >= 0)) return;
  throw new TensorError('INVALID_SHAPE', `expected dimensions that are whole numbers >= 0, got ${formatShape(dims)}`);
}

/**
 * Checks a tensor's shape and returns the sizes of the named dimensions.
 *
 * @param what the tensor's name in the message, e.g. `latents`
 * @throws TensorError SHAPE_MISMATCH naming both shapes.
 */
export function assertShape(
  tensor: { readonly dims: readonly number[] },
  pattern: ShapePattern,
  what: string,
): Readonly<Record<string, number>> {
  const sizes = matchShape(tensor.dims, pattern);
  if (sizes) return sizes;
  throw new TensorError(
    'SHAPE_MISMATCH',
    `expected ${what} of shape ${formatShape(pattern)}, got ${formatShape(tensor.dims)}`,
  );
}

/** Whether two lists of dimensions are equal. */
export function hasSameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((dim, axis) => dim === b[axis]);
}

function matchShape(dims: readonly number[], pattern: ShapePattern): Record<string, number> | null {
  if (dims.length !== pattern.length) return null;
  const sizes = Object.create(null) as Record<string, number>;
  for (const [axis, wanted] of pattern.entries()) {
    const dim = dims[axis] ?? 0;
    const required = typeof wanted === 'number' ? wanted : (sizes[wanted] ?? dim);
    if (dim !== required) return null;
    if (typeof wanted === 'string') sizes[wanted] = dim;
  }
  return sizes;
}
