import { PoseError } from '../../errors.js';
import { isObject } from '../file-record.js';
import { type JsonObject, parseJson } from '../json-reader.js';
import { describeValue } from '../problems.js';
import { encodeUtf8 } from '../utf8.js';

/** A global of every browser and of Node; the compiler is told so here because this package names no platform. */
declare const atob: (base64: string) => string;

export interface GltfLimits {
  /** Size of the file. Default 256 MiB. */
  readonly maxBytes: number;
  /** Nesting of the JSON's lists and objects. Default 64. */
  readonly maxDepth: number;
  /** Lists and objects in all. Default 2 million. */
  readonly maxContainers: number;
  /** Default 20,000. */
  readonly maxNodes: number;
  /** Default 256. */
  readonly maxAnimations: number;
  /** Of one channel. Default 1 million. */
  readonly maxKeyframes: number;
  /** Numbers of all accessors that are read. Default 16 million. */
  readonly maxNumbers: number;
  /** Of all clips together. Default 30,000. */
  readonly maxFrames: number;
  /** Frames times nodes. Default 20 million. */
  readonly maxPlacements: number;
  /** Problems described one by one; beyond it they are only counted. Default 1000. */
  readonly maxProblems: number;
}

export const DEFAULT_GLTF_LIMITS: GltfLimits = {
  maxBytes: 256 * 2 ** 20,
  maxDepth: 64,
  maxContainers: 2_000_000,
  maxNodes: 20_000,
  maxAnimations: 256,
  maxKeyframes: 1_000_000,
  maxNumbers: 16_000_000,
  maxFrames: 30_000,
  maxPlacements: 20_000_000,
  maxProblems: 1000,
};

export interface GltfContainer {
  readonly json: JsonObject;
  /** Of a GLB: its binary chunk, which is buffer 0 where that has no uri. */
  readonly binary: Uint8Array | null;
}

const MAGIC = 0x46546c67;
const JSON_CHUNK = 0x4e4f534a;
const BINARY_CHUNK = 0x004e4942;
const HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;

function fail(expected: string, got: string | number, fileName: string): never {
  throw new PoseError('INVALID_FILE', `Expected ${expected}, got ${got} (${fileName}).`);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** The JSON chunk, which comes first, and the binary one, where there is any. Further chunks are passed over, as the specification asks. */
function splitChunks(bytes: Uint8Array, fileName: string): { text: Uint8Array; binary: Uint8Array | null } {
  const view = viewOf(bytes);
  if (bytes.length < HEADER_BYTES + CHUNK_HEADER_BYTES) fail('a GLB of two headers', `${bytes.length} bytes`, fileName);
  if (view.getUint32(4, true) !== 2) fail('GLB version 2', view.getUint32(4, true), fileName);
  const end = view.getUint32(8, true);
  if (end > bytes.length) fail(`a GLB of ${end} bytes as its header says`, bytes.length, fileName);
  let text: Uint8Array | null = null;
  let binary: Uint8Array | null = null;
  for (let at = HEADER_BYTES; at + CHUNK_HEADER_BYTES <= end;) {
    const [length, type] = [view.getUint32(at, true), view.getUint32(at + 4, true)];
    at += CHUNK_HEADER_BYTES;
    if (length > end - at) fail(`a chunk of at most ${end - at} bytes`, length, fileName);
    const chunk = bytes.subarray(at, at + length);
    if (text === null && type !== JSON_CHUNK) fail('a JSON chunk first', `type ${type}`, fileName);
    if (type === JSON_CHUNK) text ??= chunk;
    if (type === BINARY_CHUNK) binary ??= chunk;
    at += length;
  }
  return { text: text ?? fail('a JSON chunk', 'none', fileName), binary };
}

/** Whether bytes begin as a GLB does. */
export function looksLikeGlb(bytes: Uint8Array): boolean {
  return bytes.length >= 4 && viewOf(bytes).getUint32(0, true) === MAGIC;
}

/** @throws PoseError INVALID_FILE, INVALID_JSON, LIMIT_EXCEEDED. */
export function readGltfContainer(input: string | Uint8Array, limits: GltfLimits, fileName: string): GltfContainer {
  if (input.length > limits.maxBytes)
    throw new PoseError(
      'LIMIT_EXCEEDED',
      `Expected at most ${limits.maxBytes} bytes, got ${input.length} (${fileName}).`,
    );
  const bytes = typeof input === 'string' ? encodeUtf8(input) : input;
  const { text, binary } = looksLikeGlb(bytes) ? splitChunks(bytes, fileName) : { text: bytes, binary: null };
  const { value } = parseJson(text, limits, fileName);
  if (!isObject(value) || !isObject(value.asset)) fail('a glTF object with an asset', 'another', fileName);
  const { version } = value.asset;
  if (typeof version !== 'string' || !version.startsWith('2.')) fail('glTF 2', describeValue(version), fileName);
  return { json: value, binary };
}

const DATA_URI = /^data:[\w.+-]+\/[\w.+-]+(?:;[\w=-]+)*;base64,/;
const MAX_PREFIX = 200;

/** The bytes of a `data:` address; undefined for any other, since nothing outside the file is ever opened. */
export function decodeDataUri(uri: string): Uint8Array | undefined {
  const prefix = DATA_URI.exec(uri.slice(0, MAX_PREFIX))?.[0];
  if (prefix === undefined) return undefined;
  try {
    return Uint8Array.from(atob(uri.slice(prefix.length)), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function pad(bytes: Uint8Array, filler: number): Uint8Array {
  const padded = new Uint8Array(Math.ceil(bytes.length / 4) * 4).fill(filler);
  padded.set(bytes);
  return padded;
}

/** A GLB of a JSON and a binary chunk. */
export function formatGlbContainer(json: string, binary: Uint8Array): Uint8Array {
  const chunks = [
    { type: JSON_CHUNK, bytes: pad(encodeUtf8(json), 0x20) },
    { type: BINARY_CHUNK, bytes: pad(binary, 0) },
  ];
  const length = chunks.reduce((sum, { bytes }) => sum + CHUNK_HEADER_BYTES + bytes.length, HEADER_BYTES);
  const file = new Uint8Array(length);
  const view = viewOf(file);
  for (const [index, word] of [MAGIC, 2, length].entries()) view.setUint32(index * 4, word, true);
  let at = HEADER_BYTES;
  for (const { type, bytes } of chunks) {
    view.setUint32(at, bytes.length, true);
    view.setUint32(at + 4, type, true);
    file.set(bytes, at + CHUNK_HEADER_BYTES);
    at += CHUNK_HEADER_BYTES + bytes.length;
  }
  return file;
}
