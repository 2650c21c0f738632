import { assembleModule, type FunctionDefinition } from './assembler.js';

/** The part of the engine's WebAssembly that is used here; the language's own type library has none of it. */
interface Engine {
  readonly Memory: new (limits: { initial: number; maximum?: number; shared?: boolean }) => WasmMemory;
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: Readonly<Record<string, unknown>> };
  validate(bytes: Uint8Array<ArrayBuffer>): boolean;
}

export interface WasmMemory {
  /** Another one after each `grow`: views of the old one are empty. */
  readonly buffer: ArrayBuffer;
  /** @param pages of 64 KiB, more than there are */
  grow(pages: number): number;
}

export type WasmFunction = (...parameters: readonly number[]) => number;

export const WASM_PAGE_BYTES = 65_536;

const engine = (globalThis as { readonly WebAssembly?: Engine }).WebAssembly;

/** Whether this engine can run the functions: it has WebAssembly, and 128-bit SIMD where they use it. */
export function canInstantiate(functions: readonly FunctionDefinition[]): boolean {
  return engine?.validate(assembleModule(functions)) ?? false;
}

/** A memory of this many bytes, rounded up to whole pages. */
export function createMemory(bytes: number): WasmMemory {
  return new (requireEngine().Memory)({ initial: Math.ceil(bytes / WASM_PAGE_BYTES) });
}

/**
 * The functions, ready to run on this memory, by name.
 * @throws Error of the engine where it cannot run them: ask `canInstantiate` first
 */
export function instantiate<Name extends string>(
  functions: readonly FunctionDefinition<Name>[],
  memory: WasmMemory,
): Readonly<Record<Name, WasmFunction>> {
  const { Module, Instance } = requireEngine();
  const { exports } = new Instance(new Module(assembleModule(functions)), { env: { memory } });
  return exports as Record<Name, WasmFunction>;
}

function requireEngine(): Engine {
  if (engine === undefined) throw new Error('expected a JavaScript engine with WebAssembly, got one without');
  return engine;
}
