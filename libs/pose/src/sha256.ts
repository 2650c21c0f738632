import { encodeUtf8 } from './formats/utf8.js';

/** The first 32 bits of the fractional parts of `count` primes' roots of the given degree: FIPS 180-4's constants. */
function computeRootBits(count: number, degree: 2 | 3): Uint32Array {
  const bits: number[] = [];
  for (let candidate = 2; bits.length < count; candidate++) {
    if (!isPrime(candidate)) continue;
    const root = degree === 2 ? Math.sqrt(candidate) : Math.cbrt(candidate);
    bits.push(Math.floor((root - Math.floor(root)) * 2 ** 32));
  }
  return Uint32Array.from(bits);
}

function isPrime(value: number): boolean {
  for (let divisor = 2; divisor * divisor <= value; divisor++) if (value % divisor === 0) return false;
  return true;
}

const INITIAL = computeRootBits(8, 2);
const ROUNDS = computeRootBits(64, 3);
const BLOCK = 64;

const rotate = (word: number, by: number) => (word >>> by) | (word << (32 - by));

/** The message, a one bit, zeros, and the message's length in bits as 64 of them. */
function pad(message: Uint8Array): DataView {
  const padded = new Uint8Array(Math.ceil((message.length + 9) / BLOCK) * BLOCK);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(message.length / 2 ** 29));
  view.setUint32(padded.length - 4, message.length << 3);
  return view;
}

/** Words 0..15 are the block's; the others mix those before them. */
function expandBlock(words: Uint32Array, block: DataView, offset: number): void {
  for (let i = 0; i < 16; i++) words[i] = block.getUint32(offset + 4 * i);
  for (let i = 16; i < 64; i++) {
    const [near, far] = [words[i - 2]!, words[i - 15]!];
    const low = rotate(far, 7) ^ rotate(far, 18) ^ (far >>> 3);
    const high = rotate(near, 17) ^ rotate(near, 19) ^ (near >>> 10);
    words[i] = words[i - 16]! + low + words[i - 7]! + high;
  }
}

function mixBlock(state: Uint32Array, words: Uint32Array): void {
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
  for (let i = 0; i < 64; i++) {
    const choice = (e & f) ^ (~e & g);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const first = (h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + choice + ROUNDS[i]! + words[i]!) | 0;
    const second = ((rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + majority) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, index) => (state[index] = state[index]! + word));
}

/**
 * SHA-256 (FIPS 180-4) in lowercase hex, where a platform's own would be asynchronous or missing. Text counts as UTF-8. For
 * texts and small files: tens of megabytes a second.
 */
export function computeSha256(message: Uint8Array | string): string {
  const bytes = typeof message === 'string' ? encodeUtf8(message) : message;
  const block = pad(bytes);
  const state = Uint32Array.from(INITIAL);
  const words = new Uint32Array(64);
  for (let offset = 0; offset < block.byteLength; offset += BLOCK) {
    expandBlock(words, block, offset);
    mixBlock(state, words);
  }
  return Array.from(state, (word) => word.toString(16).padStart(8, '0')).join('');
}
