import { PoseError } from '../../errors.js';

/** A file that can be opened again and again, at any place. */
export interface ByteSource {
  readonly size: number;
  /** Bytes from `start` to `end`, which is not included. */
  open(start: number, end: number): AsyncIterable<Uint8Array>;
}

/** Bytes of a file, by place. */
export interface ByteRange {
  readonly offset: number;
  readonly length: number;
}

/** Bytes between two wanted ranges up to which reading on is cheaper than opening again. */
const WORTH_SKIPPING = 2 ** 18;

/** Ranges that are near enough to be read in one go. */
function* groupRanges(sorted: readonly ByteRange[]): Generator<readonly ByteRange[]> {
  let group: ByteRange[] = [];
  for (const range of sorted) {
    const last = group.at(-1);
    if (last && range.offset - (last.offset + last.length) > WORTH_SKIPPING) {
      yield group;
      group = [];
    }
    group.push(range);
  }
  if (group.length > 0) yield group;
}

/**
 * The bytes of each range, in the order of `ranges`. What lies between is read where it is little and passed over.
 * @param onBytes told how many bytes came, wanted or not
 * @throws PoseError INVALID_FILE where the source ends early: it changed while it was read.
 */
export async function readRanges(
  source: ByteSource,
  ranges: readonly ByteRange[],
  onBytes: (count: number) => void,
): Promise<ReadonlyMap<ByteRange, Uint8Array>> {
  const found = allocate(ranges);
  const sorted = [...ranges].sort((a, b) => a.offset - b.offset);
  for (const group of groupRanges(sorted)) await readGroup(source, group, found, onBytes);
  return found;
}

/** One buffer for all: many small ones would wait long for the garbage collector. */
function allocate(ranges: readonly ByteRange[]): ReadonlyMap<ByteRange, Uint8Array> {
  const buffer = new Uint8Array(ranges.reduce((total, { length }) => total + length, 0));
  let from = 0;
  return new Map(ranges.map((range) => [range, buffer.subarray(from, (from += range.length))]));
}

async function readGroup(
  source: ByteSource,
  group: readonly ByteRange[],
  found: ReadonlyMap<ByteRange, Uint8Array>,
  onBytes: (count: number) => void,
): Promise<void> {
  const start = group[0]!.offset;
  const last = group.at(-1)!;
  const end = last.offset + last.length;
  let position = start;
  let next = 0;
  for await (const chunk of source.open(start, end)) {
    onBytes(chunk.length);
    const chunkEnd = position + chunk.length;
    while (next < group.length && group[next]!.offset < chunkEnd) {
      const range = group[next]!;
      const from = Math.max(range.offset, position);
      const to = Math.min(range.offset + range.length, chunkEnd);
      found.get(range)!.set(chunk.subarray(from - position, to - position), from - range.offset);
      if (range.offset + range.length > chunkEnd) break;
      next++;
    }
    position = chunkEnd;
  }
  if (position < end)
    throw new PoseError(
      'INVALID_FILE',
      `Expected bytes up to ${end}, got an end at ${position}. The file changed meanwhile.`,
    );
}
