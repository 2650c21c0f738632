import { TensorError } from './errors.js';
import { MersenneTwister } from './mersenne-twister.js';
import { countElements } from './shape.js';
import { createTensor, type Tensor } from './tensor.js';

/**
 * Seeded random numbers that follow torch's CPU generator, so that a seed means the same start noise here, in diffusers
 * and on every backend.
 *
 * Reference: torch 2.13.0, `torch.randn(shape, generator=torch.Generator().manual_seed(seed))`, float32, contiguous,
 * CPU. The uniform stream is the same bit for bit; normal values agree within 1e-6 (golden vectors: tools/golden/tensor.py;
 * the largest difference there is 2.4e-7).
 *
 *     createGenerator(0).normal([1, 4, 16, 16])   -1.125840, -1.152360, -0.250579, -0.433879, ...
 *     createGenerator(1234).normal([5])            0.046130,  0.402403, -1.011529, ...
 *
 * Like torch, the way of drawing depends on how many numbers are asked for at once:
 *
 * - fewer than 16: one at a time by Box-Muller in double precision from 53-bit uniforms. It makes numbers in pairs and
 *   caches the second, which the next *small* draw takes first, whatever its shape. Large draws neither use nor clear it.
 * - 16 or more: 24-bit uniforms for the whole tensor, then Box-Muller in blocks of 16 (cosines in the first eight places,
 *   sines in the last eight). When the size is no multiple of 16, the last 16 numbers are drawn again.
 *
 * So `normal([8])` twice is not `normal([16])` once.
 */
export interface Generator {
  /** Standard normal float32 values of this shape, from the stream's current place. */
  normal(dims: readonly number[]): Tensor;
  /** Uniform float32 values in [0, 1), multiples of 2^-24, as torch.rand. */
  uniform(dims: readonly number[]): Tensor;
}

const BLOCK = 16;
const HALF_BLOCK = BLOCK / 2;
const { fround } = Math;
const TWO_PI_32 = fround(2 * Math.PI);

/**
 * @param seed a whole number 0..2^53 - 1. torch seeds its engine with the low 32 bits, so 2^32 + 5 is 5 again.
 * @throws TensorError INVALID_SEED
 */
export function createGenerator(seed: number): Generator {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new TensorError('INVALID_SEED', `expected a seed that is a whole number in 0..2^53 - 1, got ${String(seed)}`);
  }
  const engine = new MersenneTwister(seed);
  const nextSmallNormal = createSmallNormalSource(engine);
  return {
    normal(dims) {
      const tensor = createTensor('float32', dims);
      if (countElements(dims) >= BLOCK) fillLargeNormal(tensor.data, engine);
      else for (let index = 0; index < tensor.data.length; index++) tensor.data[index] = nextSmallNormal();
      return tensor;
    },
    uniform(dims) {
      const tensor = createTensor('float32', dims);
      fillUniform(tensor.data, engine);
      return tensor;
    },
  };
}

/** `torch.randn(dims, generator=torch.Generator().manual_seed(seed))` */
export function randn(dims: readonly number[], seed: number): Tensor {
  return createGenerator(seed).normal(dims);
}

function fillUniform(values: Float32Array, engine: MersenneTwister): void {
  for (let index = 0; index < values.length; index++) values[index] = (engine.nextUint32() & 0xffffff) * 2 ** -24;
}

/** 53 random bits as a double in [0, 1): the first word's low 21 bits above the second word. */
function nextDouble(engine: MersenneTwister): number {
  const high = engine.nextUint32() & 0x1fffff;
  return (high * 2 ** 32 + engine.nextUint32()) * 2 ** -53;
}

function createSmallNormalSource(engine: MersenneTwister): () => number {
  let cached: number | null = null;
  return () => {
    if (cached !== null) {
      const value = cached;
      cached = null;
      return value;
    }
    const angle = 2 * Math.PI * nextDouble(engine);
    const radius = Math.sqrt(-2 * Math.log1p(-nextDouble(engine)));
    cached = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}

function fillLargeNormal(values: Float32Array, engine: MersenneTwister): void {
  fillUniform(values, engine);
  const size = values.length;
  const wholeBlocks = size - (size % BLOCK);
  for (let start = 0; start < wholeBlocks; start += BLOCK) transformBlock(values.subarray(start, start + BLOCK));
  if (wholeBlocks === size) return;
  const tail = values.subarray(size - BLOCK);
  fillUniform(tail, engine);
  transformBlock(tail);
}

/**
 * 16 uniform values become 16 normal ones in place; `1 - u` keeps the logarithm away from zero. Every operation is rounded
 * to float32 as torch's are; in double precision the angle alone would put values 1.4e-6 away from torch's.
 */
function transformBlock(block: Float32Array): void {
  for (let index = 0; index < HALF_BLOCK; index++) {
    const radius = fround(Math.sqrt(fround(-2 * fround(Math.log(1 - (block[index] ?? 0))))));
    const angle = fround(TWO_PI_32 * (block[index + HALF_BLOCK] ?? 0));
    block[index] = radius * fround(Math.cos(angle));
    block[index + HALF_BLOCK] = radius * fround(Math.sin(angle));
  }
}
