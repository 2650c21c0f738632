import { KERNEL_BYTES } from './kernel-bytes.js';
import { type GrowingMemory, RowMemory } from './row-memory.js';
import { type SearchKernel } from './search-kernel.js';

/** What this file needs of the two globals that every browser and Node have, and the language itself does not. */
interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}
declare const WebAssembly:
  | {
      validate(bytes: Uint8Array): boolean;
      Module: new (bytes: Uint8Array) => object;
      Instance: new (module: object, imports: { env: { memory: WasmMemory } }) => { exports: unknown };
      Memory: new (limits: { initial: number }) => WasmMemory;
    }
  | undefined;
declare function atob(base64: string): string;

/** assembly/pose-search.ts's exports. */
interface KernelExports {
  place(boxes: number, heads: number, rows: number, numbers: number, order: number): void;
  search(
    slots: number,
    most: number,
    asked: number,
    visibleOnly: boolean,
    turning: boolean,
    missingCost: number,
    farthest: number,
    filter: number,
    bounded: boolean,
    slack: number,
  ): number;
}

const PAGE_BYTES = 65_536;
/**
 * How far a length between two poses in float32 may be from that between the poses, in radii: each of the 34 coordinates is off by at
 * most 2^-24 of at most 4.2, in each of two poses and again in their heads, which comes to 6e-6 in all.
 */
const ROUNDING_SLACK = 2e-5;

class PagedMemory implements GrowingMemory {
  constructor(readonly pages: WasmMemory) {}

  get buffer(): ArrayBuffer {
    return this.pages.buffer;
  }

  grow(bytes: number): void {
    const missing = Math.ceil((bytes - this.buffer.byteLength) / PAGE_BYTES);
    if (missing > 0) this.pages.grow(missing);
  }
}

function compile(): { kernel: KernelExports; pages: WasmMemory } | null {
  if (typeof WebAssembly === 'undefined') return null;
  const bytes = Uint8Array.from(atob(KERNEL_BYTES), (character) => character.charCodeAt(0));
  if (!WebAssembly.validate(bytes)) return null;
  try {
    const pages = new WebAssembly.Memory({ initial: 2 });
    const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory: pages } });
    return { kernel: instance.exports as KernelExports, pages };
  } catch {
    // A page's content security policy may forbid it.
    return null;
  }
}

/** The kernel in WebAssembly with SIMD, or null where this machine has none, or does not let us. */
export function createWasmKernel(): SearchKernel | null {
  const compiled = compile();
  if (compiled === null) return null;
  const { kernel, pages } = compiled;
  const memory = new RowMemory(new PagedMemory(pages));
  return {
    name: 'wasm',
    memory,
    usesBounds: true,
    search({ slots, most, asked, visibleOnly, turning, missingCost, farthest, filtered, bounded }) {
      const { boxes, heads, rows, numbers, filter, order } = memory.addresses;
      kernel.place(boxes, heads, rows, numbers, order);
      const filterAt = filtered ? filter : 0;
      return kernel.search(
        slots,
        most,
        asked,
        visibleOnly,
        turning,
        missingCost,
        farthest,
        filterAt,
        bounded,
        ROUNDING_SLACK,
      );
    },
  };
}
