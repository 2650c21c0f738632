export { BYTES_PER_ELEMENT, type DType, type TypedArrayOf } from './dtype.js';
export { TensorError, type TensorErrorCode } from './errors.js';
export { createTensor, type Tensor } from './tensor.js';
export { assertShape, countElements, formatShape, hasSameShape, type ShapePattern } from './shape.js';
export { float16ToFloat32, float32ToFloat16, fromFloat16Bits, toFloat16Bits } from './float16.js';
export { concatBatch, concatChannels, reshape, sliceBatch } from './layout.js';
export { createGenerator, randn, type Generator } from './random.js';
export { roundHalfToEven } from './rounding.js';
export { MersenneTwister } from './mersenne-twister.js';
export {
  assembleModule,
  defineFunction,
  f32,
  f32x4,
  f64,
  f64x2,
  forEach,
  i32,
  ifTrue,
  select,
  sequence,
  v128,
  whileTrue,
  type Code,
  type FunctionDefinition,
  type FunctionScope,
  type Local,
  type ValueType,
} from './wasm/assembler.js';
export {
  canInstantiate,
  createMemory,
  instantiate,
  WASM_PAGE_BYTES,
  type WasmFunction,
  type WasmMemory,
} from './wasm/instantiate.js';
