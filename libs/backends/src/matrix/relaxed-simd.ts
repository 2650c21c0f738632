import { setFlagsFromString } from 'node:v8';

/** The first V8 that has it without being asked. */
const SHIPPED = [11, 4] as const;

/**
 * Lets WebAssembly round a product and its sum once, in one instruction: V8 has relaxed SIMD behind a flag just before it shipped it, which is
 * Node 20. For the whole process, and for modules that are made from now on.
 */
export function allowRelaxedSimd(version = process.versions.v8, setFlag = setFlagsFromString): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major === SHIPPED[0] && minor < SHIPPED[1]) setFlag('--experimental-wasm-relaxed-simd');
}
