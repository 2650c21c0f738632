import { roundHalfToEven } from './rounding.js';

/**
 * IEEE 754 binary16 <-> binary32, bit exact: round to nearest, ties to even; subnormals, infinities and signed zeros
 * kept; a NaN keeps its sign and the top ten bits of its payload, and becomes quiet, as the F16C instructions do.
 *
 *     binary16  sign 1 | exponent 5 (bias 15)  | fraction 10
 *     binary32  sign 1 | exponent 8 (bias 127) | fraction 23
 */

const float32View = new Float32Array(1);
const bitsView = new Uint32Array(float32View.buffer);

/** Float32 bit patterns of the borders of the binary16 range. */
const OVERFLOW = 0x47800000; // 65536, from where nothing finite remains
const SMALLEST_NORMAL = 0x38800000; // 2^-14
const INFINITY_32 = 0x7f800000;

/** (bias 15 - bias 127) << 23, and just under half a binary16 unit in the last place. */
const REBIAS_AND_ROUND = 0xc8000fff;

/** The binary16 bit pattern nearest to `value`, which is first rounded to float32. */
export function toFloat16Bits(value: number): number {
  float32View[0] = value;
  const bits = bitsView[0] ?? 0;
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  if (magnitude >= OVERFLOW) return sign | overflowBits(magnitude);
  if (magnitude < SMALLEST_NORMAL) return sign | subnormalBits(magnitude);
  const oddUnit = (magnitude >>> 13) & 1;
  return sign | (((magnitude + REBIAS_AND_ROUND + oddUnit) >>> 13) & 0x7fff);
}

function overflowBits(magnitude: number): number {
  return magnitude > INFINITY_32 ? 0x7e00 | ((magnitude >>> 13) & 0x3ff) : 0x7c00;
}

/** Below 2^-14 binary16 counts in units of 2^-24. Exact here: a float32 times 2^24 fits a double. */
function subnormalBits(magnitude: number): number {
  bitsView[0] = magnitude;
  return roundHalfToEven((float32View[0] ?? 0) * 2 ** 24);
}

/** The value of a binary16 bit pattern; every one of the 65,536 is exact in binary32. */
export function fromFloat16Bits(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

/** Float32 bit patterns of all binary16 values, built on first use (256 KiB): widening is one look-up per element. */
let wideningTable: Uint32Array | undefined;

function getWideningTable(): Uint32Array {
  wideningTable ??= Uint32Array.from({ length: 0x10000 }, (_, bits) => widenBits(bits));
  return wideningTable;
}

function widenBits(bits: number): number {
  const fraction = bits & 0x3ff;
  if ((bits & 0x7c00) === 0x7c00 && fraction) {
    return (((bits & 0x8000) << 16) | 0x7fc00000 | (fraction << 13)) >>> 0;
  }
  float32View[0] = fromFloat16Bits(bits);
  return bitsView[0] ?? 0;
}

/** Narrows float32 values to binary16 bit patterns, element by element. */
export function float32ToFloat16(values: Float32Array): Uint16Array {
  const narrowed = new Uint16Array(values.length);
  for (let index = 0; index < values.length; index++) narrowed[index] = toFloat16Bits(values[index] ?? 0);
  return narrowed;
}

/** Widens binary16 bit patterns to float32 values, exactly. */
export function float16ToFloat32(halves: Uint16Array): Float32Array {
  const table = getWideningTable();
  const widened = new Uint32Array(halves.length);
  for (let index = 0; index < halves.length; index++) widened[index] = table[halves[index] ?? 0] ?? 0;
  return new Float32Array(widened.buffer);
}
