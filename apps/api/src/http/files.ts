import { pipeline } from 'node:stream/promises';
import { findFile, type FoundFile } from '@contrapposto/platform';
import type { Request, RequestHandler, Response } from 'express';
import type { HttpParts } from './http-parts.js';
import { HttpProblem } from './problem.js';
import { parseRange } from './range.js';
import { THUMBNAIL_SIZES, isThumbnailSize } from './thumbnail-sizes.js';
import { createThumbnailer } from './thumbnails.js';

/** Shown in a page; everything else is a download, whatever it holds. */
const SHOWN_TYPES = new Set(['image/png', 'image/jpeg', 'image/webp']);
const FOR_EVER = 'private, max-age=31536000, immutable';

/** GET /files/:sha256[/:name][?size=256]: a studio's own pictures and uploads, by the hash of their bytes. */
export function createFileHandler(parts: HttpParts): RequestHandler {
  const makeThumbnail = createThumbnailer(parts.storage);
  return async (request, response) => {
    const file = await findFile(parts.database, response.locals.caller.studioId, String(request.params.sha256));
    if (!file) throw new HttpProblem(404, 'FILE_NOT_FOUND', 'No picture or upload of this studio has that SHA-256.');
    if (request.query.size === undefined) return sendFile(parts, file, request, response);
    const size = Number(request.query.size);
    if (!isThumbnailSize(size))
      throw new HttpProblem(400, 'INVALID_INPUT', `Expected size to be one of ${THUMBNAIL_SIZES.join(', ')}.`);
    if (!SHOWN_TYPES.has(file.mediaType))
      throw new HttpProblem(415, 'NOT_A_PICTURE', `Expected a picture, got ${file.mediaType}.`);
    const etag = `"${file.sha256}-${size}"`;
    setCaching(response, etag);
    if (isKnown(request, etag)) return void response.status(304).end();
    response.type('image/webp').send(await makeThumbnail(file.sha256, size));
  };
}

async function sendFile({ storage }: HttpParts, file: FoundFile, request: Request, response: Response): Promise<void> {
  const { sha256, byteSize, mediaType } = file;
  const etag = `"${sha256}"`;
  setCaching(response, etag);
  response.set('accept-ranges', 'bytes');
  if (!SHOWN_TYPES.has(mediaType)) response.attachment();
  response.type(mediaType);
  if (isKnown(request, etag)) return void response.status(304).end();
  const range = mayResume(request, etag) ? parseRange(request.headers.range, byteSize) : null;
  if (range === 'unsatisfiable') {
    response.set('content-range', `bytes */${byteSize}`);
    throw new HttpProblem(416, 'RANGE_NOT_SATISFIABLE', `Expected a range within ${byteSize} bytes.`);
  }
  const { start, end, content } = await storage.open(sha256, range ?? undefined);
  response.set('content-length', String(byteSize === 0 ? 0 : end - start + 1));
  if (range) response.status(206).set('content-range', `bytes ${start}-${end}/${byteSize}`);
  if (request.method === 'HEAD') {
    content.destroy();
    return void response.end();
  }
  // A reader who leaves in the middle is no error.
  await pipeline(content, response).catch((error: unknown) => {
    if (!response.destroyed) throw error;
  });
}

/** `If-Range` names what the caller has the beginning of. */
function mayResume({ headers }: Request, etag: string): boolean {
  return headers['if-range'] === undefined || headers['if-range'] === etag;
}

/** Bytes under one hash never change: whoever has them has them, also where the caller asks to look again. */
function isKnown({ headers }: Request, etag: string): boolean {
  const known = (headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return known.includes(etag) || known.includes('*');
}

function setCaching(response: Response, etag: string): void {
  response.set({ etag, 'cache-control': FOR_EVER, 'content-security-policy': "default-src 'none'; sandbox" });
}
