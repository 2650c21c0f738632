import { EvalError } from '../errors.js';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES = new Map(Array.from(LETTERS, (letter, value) => [letter.charCodeAt(0), value]));
const BYTES = 4;

/** A picture's features as text that JSON can carry: base64 (RFC 4648, without padding) of little-endian float32. */
export function encodeFeatures(features: Float32Array): string {
  const view = new DataView(new ArrayBuffer(features.length * BYTES));
  features.forEach((value, index) => view.setFloat32(index * BYTES, value, true));
  const bytes = new Uint8Array(view.buffer);
  const groups: string[] = [];
  for (let at = 0; at < bytes.length; at += 3) {
    const group = (bytes[at]! << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    const letters = Math.min(4, bytes.length - at + 1);
    for (let place = 0; place < letters; place++) groups.push(LETTERS[(group >>> (18 - 6 * place)) & 63]!);
  }
  return groups.join('');
}

/** @throws EvalError INCOMPATIBLE_STATISTICS for another text than `encodeFeatures` gives for so many numbers */
export function decodeFeatures(text: string, target: Float32Array): void {
  if (text.length !== Math.ceil((target.length * BYTES * 4) / 3)) throw malformed(target.length, text);
  const view = new DataView(new ArrayBuffer(target.length * BYTES + 2));
  for (let at = 0; at < text.length; at += 4) {
    let group = 0;
    for (let place = 0; place < 4; place++) {
      const value = at + place < text.length ? VALUES.get(text.charCodeAt(at + place)) : 0;
      if (value === undefined) throw malformed(target.length, text);
      group = (group << 6) | value;
    }
    for (let place = 0; place < 3; place++) {
      const byte = (at / 4) * 3 + place;
      if (byte < view.byteLength) view.setUint8(byte, (group >>> (16 - 8 * place)) & 255);
    }
  }
  for (let index = 0; index < target.length; index++) target[index] = view.getFloat32(index * BYTES, true);
}

function malformed(dimensions: number, text: string): EvalError {
  return new EvalError(
    'INCOMPATIBLE_STATISTICS',
    `Expected ${dimensions} float32 numbers in base64, got ${text.length} characters. Gather the statistics anew.`,
  );
}
