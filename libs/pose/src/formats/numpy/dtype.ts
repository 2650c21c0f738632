import { refuse } from './byte-cursor.js';

/** An element type of numpy: numbers of one kind and width, or Python objects (as a pickle). */
export interface Dtype {
  readonly kind: 'float' | 'int' | 'uint' | 'bool' | 'object';
  /** Bytes of one element. */
  readonly itemSize: number;
  readonly littleEndian: boolean;
}

const KINDS = { f: 'float', i: 'int', u: 'uint', b: 'bool', O: 'object' } as const;
const WIDTHS: Readonly<Record<Dtype['kind'], readonly number[]>> = {
  float: [4, 8],
  int: [1, 2, 4, 8],
  uint: [1, 2, 4, 8],
  bool: [1],
  object: [8],
};

/**
 * @param text as numpy writes it: `<f4`, `|u1`, `f8`, `|O`, `O8`. Without an order the machine's, which is little-endian.
 * @throws PoseError INVALID_FILE for structures, text, dates and widths that no pose needs.
 */
export function parseDtype(text: string, where: string): Dtype {
  const [, order, letter, width] = /^([<>|=]?)([fiubO])(\d{0,2})$/.exec(text) ?? [];
  const kind = KINDS[letter as keyof typeof KINDS] as Dtype['kind'] | undefined;
  const itemSize = kind === 'object' && width === '' ? 8 : Number(width);
  if (kind === undefined || !WIDTHS[kind].includes(itemSize))
    return refuse('an element type like <f4, <i8 or |O', JSON.stringify(text.slice(0, 80)), where);
  return { kind, itemSize, littleEndian: order !== '>' };
}

type ReadElement = (view: DataView, offset: number, littleEndian: boolean) => number;

const READERS: Readonly<Record<string, ReadElement>> = {
  float4: (view, offset, little) => view.getFloat32(offset, little),
  float8: (view, offset, little) => view.getFloat64(offset, little),
  int1: (view, offset) => view.getInt8(offset),
  int2: (view, offset, little) => view.getInt16(offset, little),
  int4: (view, offset, little) => view.getInt32(offset, little),
  int8: (view, offset, little) => Number(view.getBigInt64(offset, little)),
  uint1: (view, offset) => view.getUint8(offset),
  uint2: (view, offset, little) => view.getUint16(offset, little),
  uint4: (view, offset, little) => view.getUint32(offset, little),
  uint8: (view, offset, little) => Number(view.getBigUint64(offset, little)),
  bool1: (view, offset) => view.getUint8(offset),
};

/** Elements as doubles, in the order of the bytes. Not for objects. */
export function readElements(bytes: Uint8Array, { kind, itemSize, littleEndian }: Dtype): Float64Array {
  const read = READERS[`${kind}${itemSize}`]!;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float64Array.from({ length: bytes.length / itemSize }, (_, index) =>
    read(view, index * itemSize, littleEndian),
  );
}
