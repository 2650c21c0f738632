import { createPlainKernel } from './plain-kernel.js';
import { type SearchKernel } from './search-kernel.js';
import { createWasmKernel } from './wasm-kernel.js';

/** WebAssembly with SIMD where this machine has it, or else plain TypeScript, which needs some twenty times as long. */
export function createSearchKernel(): SearchKernel {
  return createWasmKernel() ?? createPlainKernel();
}
