import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/**
 * SHA-256 over lines of `<SHA-256 of the content>  <path>`, sorted by path: what `sha256sum` prints for the files, hashed
 * again.
 *
 * @param files paths relative to `folder`, with forward slashes
 */
export async function computeDigest(folder: string, files: readonly string[]): Promise<string> {
  const digest = createHash('sha256');
  for (const file of [...files].sort()) digest.update(`${await hashFile(join(folder, file))}  ${file}\n`);
  return digest.digest('hex');
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}
