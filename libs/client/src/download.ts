import { ClientError } from './errors.js';
import { formatHex } from './hex.js';
import { type HttpOptions, send, unexpected, unreachable } from './http.js';

/** What a download needs of a picture. */
export interface StoredImage {
  /** A path of the service, or a whole address. */
  readonly url: string;
  /** Hexadecimal. */
  readonly sha256: string;
}

/**
 * The bytes of a picture, checked against its hash.
 *
 * @throws ClientError BYTES_DAMAGED, NOT_FOUND, UNREACHABLE, NO_WEB_CRYPTO
 */
export async function download(
  http: HttpOptions,
  { url, sha256 }: StoredImage,
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const response = await send(http, url, { ...(signal && { signal }) });
  if (response.status === 404) {
    throw new ClientError('NOT_FOUND', { expected: 'a stored picture', got: 'no such file', where: response.url });
  }
  if (response.status !== 200) throw unexpected(response, 'no picture');
  const bytes = await response.arrayBuffer().catch((error: unknown) => {
    throw unreachable(response.url, error);
  });
  const found = await computeSha256(bytes);
  if (found !== sha256) {
    throw new ClientError('BYTES_DAMAGED', { expected: `bytes of hash ${sha256}`, got: found, where: response.url });
  }
  return new Uint8Array(bytes);
}

/**
 * What stands at a path of the service, as text.
 *
 * @throws ClientError NOT_FOUND, UNREACHABLE, UNEXPECTED_ANSWER
 */
export async function readText(http: HttpOptions, path: string, signal?: AbortSignal): Promise<string> {
  const response = await send(http, path, { ...(signal && { signal }) });
  if (response.status === 404)
    throw new ClientError('NOT_FOUND', { expected: 'a text', got: 'nothing', where: response.url });
  if (response.status !== 200) throw unexpected(response, 'no text');
  return response.text().catch((error: unknown) => {
    throw unreachable(response.url, error);
  });
}

/** Hexadecimal, as the service writes it. */
async function computeSha256(bytes: ArrayBuffer): Promise<string> {
  const { subtle } = globalThis.crypto;
  if ((subtle as unknown) === undefined) {
    throw new ClientError('NO_WEB_CRYPTO', {
      expected: 'the Web Cryptography API',
      got: 'none',
      where: 'download',
      advice: 'Browsers offer it on https pages and on localhost only.',
    });
  }
  return formatHex(new Uint8Array(await subtle.digest('SHA-256', bytes)));
}
