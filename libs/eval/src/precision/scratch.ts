type Scratch = Float64Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;

/** The same array where it is long enough, else a longer one; what stood in it is lost. For memory that serves one picture after another. */
export function reserve<Values extends Scratch>(values: Values, length: number): Values {
  if (values.length >= length) return values;
  const Type = values.constructor as new (length: number) => Values;
  return new Type(2 * length);
}
