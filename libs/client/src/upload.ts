import { ClientError } from './errors.js';
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
 * @throws ClientError REJECTED where the service does not take it, UNREACHABLE
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
  if (response.status !== 201) throw refused(response, name, answer);
  const { id } = answer as { id?: unknown };
  if (typeof id !== 'string') throw unexpected(response, 'no id');
  return id;
}

function refused(response: Response, name: string, answer: unknown): ClientError {
  return new ClientError('REJECTED', {
    expected: 'a file that the service takes',
    got: `status ${response.status}: ${JSON.stringify(answer)}`,
    where: name,
  });
}
