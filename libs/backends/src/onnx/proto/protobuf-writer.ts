/**
 * The part of Protocol Buffers' wire format that writing an ONNX model needs: varints, 32-bit floats and
 * length-delimited fields. A message is the concatenation of its fields' bytes, in any order.
 */
export type Bytes = Uint8Array<ArrayBuffer>;

const VARINT = 0;
const LENGTH_DELIMITED = 2;
const FIXED32 = 5;

/** Joins the fields of one message. */
export function message(...fields: readonly Bytes[]): Bytes {
  const joined = new Uint8Array(fields.reduce((total, field) => total + field.length, 0));
  let offset = 0;
  for (const field of fields) {
    joined.set(field, offset);
    offset += field.length;
  }
  return joined;
}

/** An int32, int64 or enum field; negative values take ten bytes, as two's complement of 64 bits. */
export function varintField(fieldNumber: number, value: number | bigint): Bytes {
  return new Uint8Array([...varint(tag(fieldNumber, VARINT)), ...varint(value)]);
}

/** A float field. */
export function floatField(fieldNumber: number, value: number): Bytes {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return message(new Uint8Array(varint(tag(fieldNumber, FIXED32))), bytes);
}

/** A bytes field, or an embedded message that is already encoded. */
export function bytesField(fieldNumber: number, value: Uint8Array): Bytes {
  const head = [...varint(tag(fieldNumber, LENGTH_DELIMITED)), ...varint(value.length)];
  const field = new Uint8Array(head.length + value.length);
  field.set(head);
  field.set(value, head.length);
  return field;
}

/** A string field, in UTF-8. */
export function stringField(fieldNumber: number, value: string): Bytes {
  return bytesField(fieldNumber, Buffer.from(value, 'utf8'));
}

function tag(fieldNumber: number, wireType: number): number {
  return (fieldNumber << 3) | wireType;
}

function varint(value: number | bigint): number[] {
  if (typeof value === 'bigint' || value < 0) return wideVarint(BigInt.asUintN(64, BigInt(value)));
  const bytes: number[] = [];
  while (value > 0x7f) {
    bytes.push((value % 0x80) | 0x80);
    value = Math.floor(value / 0x80);
  }
  bytes.push(value);
  return bytes;
}

function wideVarint(value: bigint): number[] {
  const bytes: number[] = [];
  while (value > 0x7fn) {
    bytes.push(Number(value & 0x7fn) | 0x80);
    value >>= 7n;
  }
  bytes.push(Number(value));
  return bytes;
}
