import { readFile } from 'node:fs/promises';
import type { Database } from '../database/database.js';
import type { Storage } from '../storage/storage.js';

/** Files on their way to the storage at the same time. */
const AT_ONCE = 64;

/**
 * Puts WebP pictures into the storage, and then makes them known to the database.
 *
 * @param find the file of a key
 * @returns their hashes, by key
 */
export async function storePictures(
  database: Database,
  storage: Storage,
  keys: readonly string[],
  find: (key: string) => URL,
): Promise<Map<string, string>> {
  const stored: { readonly key: string; readonly sha256: string; readonly byteSize: number }[] = [];
  for (let start = 0; start < keys.length; start += AT_ONCE) {
    const store = async (key: string) => ({ key, ...(await storage.write(await readFile(find(key)))) });
    stored.push(...(await Promise.all(keys.slice(start, start + AT_ONCE).map(store))));
  }
  await database.query(
    `insert into stored_files (sha256, byte_size, media_type)
     select *, 'image/webp' from unnest($1::text[], $2::bigint[]) on conflict (sha256) do nothing`,
    [stored.map(({ sha256 }) => sha256), stored.map(({ byteSize }) => byteSize)],
  );
  return new Map(stored.map(({ key, sha256 }) => [key, sha256]));
}
