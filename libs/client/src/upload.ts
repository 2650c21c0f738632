import { type ClientError, RejectedError } from './errors.js';
import type { UserErrorCode } from './generated/graphql.js';
import { type HttpOptions, readJson, send, unexpected } from './http.js';

/** A file to import: in Node, `await openAsBlob(path)` streams it from the disk. */
export interface FileToUpload {
  /** With its extension; some formats are known by it. */
  readonly name: string;
  readonly content: Blob | Uint8Array<ArrayBuffer> | string;
}

/**
 * Hands a file to the service.
 *
 * @returns the upload's id, for importPoses
 * @throws RejectedError where the service does not take it; ClientError UNREACHABLE
 */
export async function upload(
  http: HttpOptions,
  { name, content }: FileToUpload,
  signal?: AbortSignal,
): Promise<string> {
  const response = await send(http, `/uploads?${new URLSearchParams({ fileName: name }).toString()}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: content,
    ...(signal && { signal }),
  });
  const answer = await readJson(response);
  if (response.status !== 201) throw refused(response, answer);
  const { id } = answer as { id?: unknown };
  if (typeof id !== 'string') throw unexpected(response, 'no id');
  return id;
}

/** The service's REST paths answer { error: { code, message } }. */
function refused(response: Response, answer: unknown): ClientError {
  const { error } = answer as { error?: { code?: unknown; message?: unknown } };
  if (typeof error?.code !== 'string' || typeof error.message !== 'string') return unexpected(response, 'no reason');
  return new RejectedError('upload', [{ code: error.code as UserErrorCode, field: null, message: error.message }]);
}
