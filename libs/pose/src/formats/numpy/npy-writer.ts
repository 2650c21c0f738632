import { encodeUtf8 } from '../utf8.js';
import { ByteWriter } from './byte-writer.js';

/** Elements begin at a multiple of this, as numpy has it. */
const ALIGNMENT = 64;
const PREFIX_BYTES = 10;

/** An .npy file, version 1.0, of an object array: the header, then its pickle. */
export function writeObjectNpy(count: number, pickle: Uint8Array): Uint8Array {
  const text = `{'descr': '|O', 'fortran_order': False, 'shape': (${count},), }`;
  const padding = (ALIGNMENT - ((PREFIX_BYTES + text.length + 1) % ALIGNMENT)) % ALIGNMENT;
  const header = encodeUtf8(`${text}${' '.repeat(padding)}\n`);
  const out = new ByteWriter().writeUint8(0x93).writeBytes(encodeUtf8('NUMPY')).writeUint8(1).writeUint8(0);
  return out.writeUint16(header.length).writeBytes(header).writeBytes(pickle).toBytes();
}
