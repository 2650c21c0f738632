import { readVectors } from '../../../tools/golden/vector-file.js';
import { float16ToFloat32, float32ToFloat16, fromFloat16Bits, toFloat16Bits } from './float16.js';

const everyPattern = Uint16Array.from({ length: 0x10000 }, (_, bits) => bits);
const isNaNPattern = (bits: number): boolean => (bits & 0x7c00) === 0x7c00 && (bits & 0x3ff) !== 0;
const isNaNBits32 = (bits: number): boolean => (bits & 0x7fffffff) > 0x7f800000;
const golden = readVectors('tensor-float16');

/** Places where the patterns differ, unless both are some NaN. */
function differences<A extends Uint16Array | Uint32Array>(
  actual: A,
  expected: A,
  isNaN: (bits: number) => boolean,
): number[] {
  expect(actual.length).toBe(expected.length);
  return Array.from(expected.keys()).filter((index) => {
    const [a, e] = [actual[index] ?? 0, expected[index] ?? 0];
    return a !== e && !(isNaN(a) && isNaN(e));
  });
}

describe('float16', () => {
  it('takes every finite and infinite pattern there and back unchanged', () => {
    const back = float32ToFloat16(float16ToFloat32(everyPattern));
    const changed = [...everyPattern].filter((bits) => !isNaNPattern(bits) && back[bits] !== bits);
    expect(changed).toEqual([]);
  });

  it('keeps a NaN a NaN with its sign', () => {
    const back = float32ToFloat16(float16ToFloat32(everyPattern));
    const lost = [...everyPattern].filter(
      (bits) =>
        isNaNPattern(bits) && (!isNaNPattern(back[bits] ?? 0) || ((back[bits] ?? 0) & 0x8000) !== (bits & 0x8000)),
    );
    expect(lost).toEqual([]);
  });

  it('widens every pattern as numpy does, bit for bit', () => {
    const bits = new Uint32Array(float16ToFloat32(everyPattern).buffer);
    expect(differences(bits, golden.uint32('widened'), isNaNBits32)).toEqual([]);
  });

  it('narrows 60,000 float32 values as numpy does', () => {
    const narrowed = float32ToFloat16(new Float32Array(golden.uint32('source').buffer));
    expect(differences(narrowed, golden.uint16('narrowed'), isNaNPattern)).toEqual([]);
  });

  it('agrees with its own scalar form on every pattern', () => {
    const widened = float16ToFloat32(everyPattern);
    const differing = [...everyPattern].filter((bits) => !Object.is(widened[bits], fromFloat16Bits(bits)));
    expect(differing).toEqual([]);
  });

  it.each([
    ['halfway between neighbours goes to the even one, down', 1 + 2 ** -11, 0x3c00],
    ['halfway between neighbours goes to the even one, up', 1 + 3 * 2 ** -11, 0x3c02],
    ['just above halfway goes up', 1 + 2 ** -11 + 2 ** -20, 0x3c01],
    ['the largest finite value', 65504, 0x7bff],
    ['below the overflow border', 65519, 0x7bff],
    ['the overflow border itself', 65520, 0x7c00],
    ['far beyond', 1e30, 0x7c00],
    ['negative infinity', -Infinity, 0xfc00],
    ['the smallest subnormal', 2 ** -24, 0x0001],
    ['half of the smallest subnormal goes to even zero', 2 ** -25, 0x0000],
    ['just above half of the smallest subnormal', 2 ** -25 + 2 ** -48, 0x0001],
    ['a subnormal that rounds up to the smallest normal', 2 ** -14 - 2 ** -26, 0x0400],
    ['the smallest float32 subnormal', 2 ** -149, 0x0000],
    ['negative zero', -0, 0x8000],
  ])('%s', (_, value, bits) => {
    expect(toFloat16Bits(value)).toBe(bits);
  });
});
