import { open, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { isRecord } from '@contrapposto/model-core';
import { ModelFolderError, type BackendErrorCode, type ErrorReport } from '../errors.js';

/** Bytes per element of the safetensors dtypes that a model here may hold; others are refused only when they are needed. */
const ITEM_SIZES: Readonly<Record<string, number>> = {
  F64: 8,
  F32: 4,
  F16: 2,
  BF16: 2,
  I64: 8,
  I32: 4,
  I16: 2,
  I8: 1,
  U64: 8,
  U32: 4,
  U16: 2,
  U8: 1,
  BOOL: 1,
};

/** The format's own limit: a longer header is an attack or not a safetensors file. */
const MAX_HEADER_BYTES = 100_000_000;
const LENGTH_BYTES = 8;

export interface SafetensorsEntry {
  readonly name: string;
  /** As in the file: F32, F16, BF16, I64, ... */
  readonly dtype: string;
  readonly dims: readonly number[];
  /** Bytes from the file's start. */
  readonly offset: number;
  readonly byteLength: number;
}

/** What a safetensors file holds, without its data. */
export interface SafetensorsHeader {
  readonly path: string;
  readonly entries: ReadonlyMap<string, SafetensorsEntry>;
}

/**
 * Reads and checks the header of a safetensors file: every tensor's range must lie inside the file, fit its shape, and
 * touch no other's.
 *
 * @throws ModelFolderError WEIGHTS_MISSING, WEIGHTS_TRUNCATED or WEIGHTS_CORRUPT
 */
export async function readSafetensorsHeader(path: string): Promise<SafetensorsHeader> {
  const file = await openWeights(path);
  try {
    const { size } = await file.stat();
    const headerBytes = await readHeaderLength(file, size, path);
    const header = parseHeader(await readBytes(file, LENGTH_BYTES, headerBytes), path);
    const entries = Object.entries(header)
      .filter(([name]) => name !== '__metadata__')
      .map(([name, value]) => parseEntry(name, value, LENGTH_BYTES + headerBytes, path));
    assertRanges(entries, LENGTH_BYTES + headerBytes, size, path);
    return { path, entries: new Map(entries.map((entry) => [entry.name, entry])) };
  } finally {
    await file.close();
  }
}

async function openWeights(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (cause) {
    const report = { expected: 'a readable weights file', got: (cause as Error).message, where: path };
    throw ModelFolderError.of(
      'WEIGHTS_MISSING',
      { ...report, advice: 'Fetch the whole model folder again.' },
      { cause },
    );
  }
}

async function readHeaderLength(file: FileHandle, size: number, path: string): Promise<number> {
  if (size < LENGTH_BYTES) {
    throw truncated(`at least ${LENGTH_BYTES} bytes`, `${size}`, path);
  }
  const declared = (await readBytes(file, 0, LENGTH_BYTES)).readBigUInt64LE();
  if (declared > BigInt(MAX_HEADER_BYTES)) {
    throw corrupt(`a header of at most ${MAX_HEADER_BYTES} bytes`, `a declared length of ${declared}`, path);
  }
  if (LENGTH_BYTES + Number(declared) > size) {
    throw truncated(`a header of ${declared} bytes`, `a file of ${size} bytes`, path);
  }
  return Number(declared);
}

async function readBytes(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

function parseHeader(bytes: Buffer, path: string): Record<string, unknown> {
  try {
    const header: unknown = JSON.parse(bytes.toString('utf8'));
    if (isRecord(header)) return header;
  } catch {
    // Reported below, as any other header that is no JSON object.
  }
  throw corrupt('a JSON object as header', `"${bytes.toString('latin1', 0, 40)}..."`, path);
}

function parseEntry(name: string, value: unknown, dataStart: number, path: string): SafetensorsEntry {
  const { dtype, shape, data_offsets: range } = isRecord(value) ? value : {};
  if (typeof dtype !== 'string' || !isSizes(shape) || !isSizes(range) || range.length !== 2) {
    throw corrupt('dtype, shape and data_offsets of each tensor', JSON.stringify(value), `${path}, tensor ${name}`);
  }
  const [begin = 0, end = 0] = range;
  const itemSize = ITEM_SIZES[dtype];
  if (itemSize === undefined) {
    throw corrupt(`a dtype among ${Object.keys(ITEM_SIZES).join(', ')}`, dtype, `${path}, tensor ${name}`);
  }
  const needed = shape.reduce((product, dim) => product * dim, itemSize);
  if (end - begin !== needed) {
    const got = `a range of ${end - begin} bytes`;
    throw corrupt(`${needed} bytes for ${dtype} [${shape.join(', ')}]`, got, `${path}, tensor ${name}`);
  }
  return { name, dtype, dims: shape, offset: dataStart + begin, byteLength: needed };
}

function assertRanges(entries: readonly SafetensorsEntry[], dataStart: number, size: number, path: string): void {
  let end = dataStart;
  for (const entry of [...entries].sort((a, b) => a.offset - b.offset || a.byteLength - b.byteLength)) {
    if (entry.offset < end) {
      throw corrupt('tensors that do not overlap', `${entry.name} beginning inside its predecessor`, path);
    }
    end = entry.offset + entry.byteLength;
  }
  if (end > size) throw truncated(`${end} bytes by its header`, `${size}`, path);
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item >= 0);
}

function truncated(expected: string, got: string, path: string): ModelFolderError {
  return problem('WEIGHTS_TRUNCATED', { expected, got, where: path });
}

function corrupt(expected: string, got: string, where: string): ModelFolderError {
  return problem('WEIGHTS_CORRUPT', { expected, got, where });
}

function problem(code: BackendErrorCode, report: ErrorReport): ModelFolderError {
  const advice = `Fetch or copy ${basename(report.where.split(',')[0] ?? report.where)} again; it is not a whole safetensors file.`;
  return ModelFolderError.of(code, { ...report, advice });
}
