import { buffer } from 'node:stream/consumers';
import type { Storage, StoredBytes } from '../storage/storage.js';

/** Nobody's word is taken for what a file holds, and no browser is invited to guess. */
const ANYTHING = 'application/octet-stream';

/** How files of pictures begin, hexadecimal; a point stands for any digit. */
const PICTURES: readonly (readonly [mediaType: string, beginning: RegExp])[] = [
  ['image/png', /^89504e470d0a1a0a/],
  ['image/jpeg', /^ffd8ff/],
  ['image/webp', /^52494646.{8}57454250/],
];
const LONGEST_BEGINNING = 12;

/** The type of a stored file: of a picture by how it begins, `application/octet-stream` for everything else. */
export async function readMediaType(storage: Storage, { sha256, byteSize }: StoredBytes): Promise<string> {
  if (byteSize < LONGEST_BEGINNING) return ANYTHING;
  const { content } = await storage.open(sha256, { start: 0, end: LONGEST_BEGINNING - 1 });
  const beginning = (await buffer(content)).toString('hex');
  return PICTURES.find(([, signature]) => signature.test(beginning))?.[0] ?? ANYTHING;
}
