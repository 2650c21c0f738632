import type { Sql } from '../database/database.js';
import { PlatformError } from '../errors.js';
import { notFound } from '../library/lock-for-edit.js';
import { toKey } from './read-picture.js';

export interface UploadedPicture {
  /** As the annotations name it. */
  readonly fileName: string;
  readonly uploadId: string;
}

/** Names that a refusal tells; more are counted. */
const TOLD = 20;

/** Uploaded pictures, on their way to the samples that have their names. */
export class PictureFiles {
  private readonly left: Set<string>;

  private constructor(private readonly files: ReadonlyMap<string, string>) {
    this.left = new Set(files.keys());
  }

  /** @throws PlatformError NOT_FOUND about an upload */
  static async find(sql: Sql, studioId: string, pictures: readonly UploadedPicture[]): Promise<PictureFiles> {
    const { rows } = await sql.query<{ id: string; sha256: string }>(
      'select id, sha256 from uploads where studio_id = $1 and id = any($2::uuid[])',
      [studioId, pictures.map(({ uploadId }) => uploadId)],
    );
    const hashes = new Map(rows.map(({ id, sha256 }) => [id, sha256]));
    const lost = pictures.find(({ uploadId }) => !hashes.has(uploadId));
    if (lost) throw notFound('upload', lost.uploadId, 'pictures');
    return new PictureFiles(
      new Map(pictures.map(({ fileName, uploadId }) => [toKey(fileName), hashes.get(uploadId)!])),
    );
  }

  /** The hash of the picture of that name: with its folders, or where nobody gave any, without. */
  take(key: string): string | null {
    const name = this.files.has(key) ? key : key.slice(key.lastIndexOf('/') + 1);
    this.left.delete(name);
    return this.files.get(name) ?? null;
  }

  /** @throws PlatformError INVALID_INPUT naming pictures that the annotations do not */
  assertAllTaken(): void {
    if (this.left.size === 0) return;
    const names = [...this.left];
    const rest = names.length - TOLD;
    throw new PlatformError(
      'INVALID_INPUT',
      {
        expected: 'pictures that the annotations name, with somebody in them',
        got: `${names.slice(0, TOLD).join(', ')}${rest > 0 ? `, and ${rest} more` : ''}`,
        where: 'importDataset, pictures',
      },
      { field: 'pictures' },
    );
  }
}
