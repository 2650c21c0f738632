import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Storage } from './storage.js';
import { fileCorrupt, writeFlushed } from './stored-bytes.js';

/**
 * Lends a stored file as one on this machine's disk, compared with its hash, whatever the storage: for those who read here and there in it,
 * and from threads of their own. It is gone when `use` is over.
 *
 * @throws PlatformError FILE_NOT_FOUND, FILE_CORRUPT
 */
export async function withLocalFile<T>(
  storage: Storage,
  sha256: string,
  use: (path: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'contrapposto-file-'));
  try {
    const path = join(folder, 'content');
    const { content } = await storage.open(sha256);
    const found = await writeFlushed(path, content as AsyncIterable<Uint8Array>);
    if (found.sha256 !== sha256) throw fileCorrupt(sha256, found);
    return await use(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
