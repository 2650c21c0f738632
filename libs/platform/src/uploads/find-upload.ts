import type { Sql } from '../database/database.js';
import { notFound } from '../library/lock-for-edit.js';
import { keepIds } from '../library/listing.js';
import type { Upload } from './save-upload.js';

/** @throws PlatformError NOT_FOUND, also for another studio's */
export async function findUpload(sql: Sql, studioId: string, id: string): Promise<Upload> {
  const { rows } = await sql.query<Omit<Upload, 'byteSize'> & { byteSize: string }>(
    `select u.id, u.sha256, u.file_name as "fileName", f.byte_size as "byteSize"
     from uploads u join stored_files f using (sha256) where u.studio_id = $1 and u.id = any($2::uuid[])`,
    [studioId, keepIds([id])],
  );
  if (!rows[0]) throw notFound('upload', id, 'uploadId');
  return { ...rows[0], byteSize: Number(rows[0].byteSize) };
}
