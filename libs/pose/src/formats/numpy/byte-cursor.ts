import { PoseError } from '../../errors.js';
import { formatReport } from '../../error-report.js';

/** @throws PoseError INVALID_FILE */
export function refuse(expected: string, got: string, where: string, advice?: string): never {
  throw new PoseError('INVALID_FILE', formatReport({ expected, got, where, ...(advice !== undefined && { advice }) }));
}

/** Reads little-endian numbers one after another, and never beyond the end. */
export class ByteCursor {
  private readonly view: DataView;

  constructor(
    readonly bytes: Uint8Array,
    /** The file, for errors. */
    readonly where: string,
    public offset = 0,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  readUint8(): number {
    return this.view.getUint8(this.advance(1));
  }

  readUint16(): number {
    return this.view.getUint16(this.advance(2), true);
  }

  readUint32(): number {
    return this.view.getUint32(this.advance(4), true);
  }

  readInt32(): number {
    return this.view.getInt32(this.advance(4), true);
  }

  /** Big-endian, as pickles have it. */
  readFloat64(): number {
    return this.view.getFloat64(this.advance(8), false);
  }

  /** A length of eight bytes. No length beyond the end is of use, so one that no double holds is refused there. */
  readLength64(): number {
    const low = this.readUint32();
    return this.readUint32() * 2 ** 32 + low;
  }

  /** The bytes themselves, not a copy. */
  readBytes(count: number): Uint8Array {
    const start = this.advance(count);
    return this.bytes.subarray(start, start + count);
  }

  /** Up to a line feed, which is taken and left out. */
  readLine(): Uint8Array {
    const end = this.bytes.indexOf(0x0a, this.offset);
    if (end < 0) refuse('a line feed', 'the end of the file', this.place());
    const line = this.readBytes(end - this.offset);
    this.offset++;
    return line;
  }

  place(): string {
    return `${this.where}, byte ${this.offset}`;
  }

  private advance(count: number): number {
    const start = this.offset;
    const left = this.bytes.length - start;
    if (count > left) refuse(`${count} more bytes`, `${Math.max(left, 0)} before the end`, this.place());
    this.offset += count;
    return start;
  }
}
