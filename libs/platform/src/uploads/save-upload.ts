import { Readable } from 'node:stream';
import { z } from 'zod';
import type { Database } from '../database/database.js';
import { PlatformError } from '../errors.js';
import { text } from '../library/fields.js';
import { parseInput } from '../parse-input.js';
import type { Storage } from '../storage/storage.js';
import { readMediaType } from './read-media-type.js';

const SaveUpload = z.strictObject({
  studioId: z.uuid(),
  /** A name alone: where the file lay on its owner's disk is nobody's business. */
  fileName: text(10_000)
    .transform((name) => name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1).trim())
    .pipe(z.string().min(1).max(255)),
  content: z.instanceof(Readable),
  limitBytes: z.int().min(0),
});

export type SaveUploadInput = z.input<typeof SaveUpload>;

export interface Upload {
  readonly id: string;
  readonly sha256: string;
  readonly byteSize: number;
  readonly fileName: string;
}

/**
 * Takes a file of at most `limitBytes`. Its bytes go to the storage as they come; the database hears of them when all are there. A stream
 * that is too long is read no further and left open, so that whoever sends it can be told.
 *
 * @throws PlatformError INVALID_INPUT, UPLOAD_TOO_LARGE, and whatever breaks the stream; then the database knows nothing of it
 */
export async function saveUpload(database: Database, storage: Storage, input: SaveUploadInput): Promise<Upload> {
  const { studioId, fileName, content, limitBytes } = parseInput(SaveUpload, input, 'saveUpload');
  // It may break before anybody reads it; the reader is told then.
  content.on('error', () => undefined);
  const stored = await storage.write(Readable.from(limitTo(limitBytes, content, fileName)));
  const { sha256, byteSize } = stored;
  const mediaType = await readMediaType(storage, stored);
  return database.transaction(async (tx) => {
    await tx.query(
      'insert into stored_files (sha256, byte_size, media_type) values ($1, $2, $3) on conflict (sha256) do nothing',
      [sha256, byteSize, mediaType],
    );
    const { rows } = await tx.query<{ id: string }>(
      'insert into uploads (studio_id, sha256, file_name) values ($1, $2, $3) returning id',
      [studioId, sha256, fileName],
    );
    return { id: rows[0]!.id, sha256, byteSize, fileName };
  });
}

async function* limitTo(limitBytes: number, content: Readable, fileName: string): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of content.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > limitBytes) throw tooLarge(limitBytes, fileName);
    yield chunk;
  }
}

function tooLarge(limitBytes: number, fileName: string): PlatformError {
  return new PlatformError('UPLOAD_TOO_LARGE', {
    expected: `at most ${limitBytes} bytes`,
    got: 'more',
    where: `upload ${fileName}`,
    advice: 'Split the file.',
  });
}
