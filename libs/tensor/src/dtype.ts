/**
 * Element types. The names are those of ONNX and numpy.
 *
 * `float16` has no array of its own in the language version we target: its data is a Uint16Array holding the IEEE 754
 * binary16 bit patterns (see float16.ts).
 */
export type DType = 'float32' | 'float16' | 'int32' | 'int64' | 'uint8';

export interface TypedArrays {
  float32: Float32Array;
  float16: Uint16Array;
  int32: Int32Array;
  int64: BigInt64Array;
  uint8: Uint8Array;
}

export type TypedArrayOf<D extends DType> = TypedArrays[D];

const ALLOCATE: { readonly [D in DType]: (length: number) => TypedArrayOf<D> } = {
  float32: (length) => new Float32Array(length),
  float16: (length) => new Uint16Array(length),
  int32: (length) => new Int32Array(length),
  int64: (length) => new BigInt64Array(length),
  uint8: (length) => new Uint8Array(length),
};

/** Bytes of one element. */
export const BYTES_PER_ELEMENT: Readonly<Record<DType, number>> = {
  float32: 4,
  float16: 2,
  int32: 4,
  int64: 8,
  uint8: 1,
};

/** A zero-filled array of `length` elements of `dtype`. */
export function allocate<D extends DType>(dtype: D, length: number): TypedArrayOf<D> {
  return ALLOCATE[dtype](length);
}
