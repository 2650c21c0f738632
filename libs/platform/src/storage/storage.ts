import type { Readable } from 'node:stream';

export interface StoredBytes {
  /** SHA-256 of the bytes, 64 hexadecimal digits: their only name. */
  readonly sha256: string;
  readonly byteSize: number;
}

/** Bytes `start` to `end`, both included, as in HTTP. Without `end`: to the last. */
export interface ByteRange {
  readonly start: number;
  readonly end?: number;
}

export interface OpenedFile {
  /** Of the whole file, whatever the range. */
  readonly byteSize: number;
  /** The range that `content` holds. */
  readonly start: number;
  readonly end: number;
  readonly content: Readable;
}

/**
 * Where pictures and other files lie, by the hash of their bytes: writing the same bytes twice is writing them once, and nothing that was
 * written ever changes. Rows in the database (`stored_files`) name a file only after `write` has returned.
 */
export interface Storage {
  /** All of the bytes are there when this resolves, or none. */
  write(content: Uint8Array | Readable): Promise<StoredBytes>;
  /**
   * The whole file, compared with its hash.
   *
   * @throws PlatformError FILE_NOT_FOUND, FILE_CORRUPT
   */
  read(sha256: string): Promise<Buffer>;
  /**
   * A part of the file, as a stream; a part cannot be compared.
   *
   * @throws PlatformError FILE_NOT_FOUND, RANGE_NOT_SATISFIABLE
   */
  open(sha256: string, range?: ByteRange): Promise<OpenedFile>;
  /** Size in bytes; null where there is no such file. */
  stat(sha256: string): Promise<number | null>;
}
