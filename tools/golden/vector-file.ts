import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

/** Golden vectors as vector_file.py writes them. */
export interface Vectors {
  readonly provenance: Readonly<Record<string, unknown>>;
  /** Settings of the cases, as the generator describes them. */
  readonly meta: unknown;
  /** The array of this key. @throws Error when there is none: a misspelt key must not pass as an empty case. */
  float32(key: string): Float32Array;
  float64(key: string): Float64Array;
  uint32(key: string): Uint32Array;
  uint16(key: string): Uint16Array;
  uint8(key: string): Uint8Array;
  shape(key: string): readonly number[];
  readonly keys: readonly string[];
}

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly offset: number;
  readonly length: number;
}

interface Index {
  readonly provenance: Record<string, unknown>;
  readonly meta: unknown;
  readonly arrays: Record<string, Entry>;
}

const VECTORS = join(dirname(fileURLToPath(import.meta.url)), 'vectors');

/** Reads tools/golden/vectors/<name>. */
export function readVectors(name: string): Vectors {
  const index = JSON.parse(readFileSync(join(VECTORS, name, 'index.json'), 'utf8')) as Index;
  const data = gunzipSync(readFileSync(join(VECTORS, name, 'data.bin.gz')));
  const entryOf = (key: string): Entry => {
    const entry = index.arrays[key];
    if (!entry) throw new Error(`golden vectors ${name} hold no array "${key}"`);
    return entry;
  };
  const bytesOf = (key: string, dtype: string): ArrayBuffer => {
    const entry = entryOf(key);
    if (entry.dtype !== dtype) throw new Error(`golden vectors ${name}/${key}: expected ${dtype}, got ${entry.dtype}`);
    return new Uint8Array(data.subarray(entry.offset, entry.offset + entry.length)).buffer;
  };
  return {
    provenance: index.provenance,
    meta: index.meta,
    keys: Object.keys(index.arrays),
    shape: (key) => entryOf(key).shape,
    float32: (key) => new Float32Array(bytesOf(key, 'float32')),
    float64: (key) => new Float64Array(bytesOf(key, 'float64')),
    uint32: (key) => new Uint32Array(bytesOf(key, 'uint32')),
    uint16: (key) => new Uint16Array(bytesOf(key, 'uint16')),
    uint8: (key) => new Uint8Array(bytesOf(key, 'uint8')),
  };
}
