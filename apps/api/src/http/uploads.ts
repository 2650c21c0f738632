import { PlatformError, saveUpload } from '@contrapposto/platform';
import type { RequestHandler } from 'express';
import { toGlobalId } from '../global-id.js';
import type { HttpParts } from './http-parts.js';
import { HttpProblem } from './problem.js';

const STATUS: Readonly<Record<string, number>> = { INVALID_INPUT: 400, UPLOAD_TOO_LARGE: 413 };

/** POST /uploads?fileName=poses.json with the file as the body. It goes to the storage as it comes, and nothing of it is kept in memory. */
export function createUploadHandler({ database, storage, uploadLimitBytes: limitBytes }: HttpParts): RequestHandler {
  return async (request, response) => {
    const { studioId } = response.locals.caller;
    const { fileName } = request.query;
    if (typeof fileName !== 'string')
      throw new HttpProblem(400, 'INVALID_INPUT', 'Expected the name of the file: POST /uploads?fileName=poses.json.');
    try {
      // A file that says itself that it is too long need not be read.
      const declared = Number(request.headers['content-length'] ?? 0);
      if (declared > limitBytes) throw tooLarge(limitBytes, declared);
      const { id, ...upload } = await saveUpload(database, storage, {
        studioId,
        fileName,
        content: request,
        limitBytes,
      });
      response.status(201).json({ id: toGlobalId('Upload', id), ...upload });
    } catch (error) {
      // Nobody is there any more to be told.
      if (request.destroyed && !request.complete) return;
      // What is still on its way is not read: the connection cannot be used again.
      response.set('connection', 'close');
      throw toProblem(error);
    }
  };
}

function toProblem(error: unknown): unknown {
  if (!(error instanceof PlatformError)) return error;
  const { code, message } = error;
  const status = STATUS[code];
  return status === undefined ? error : new HttpProblem(status, code, message);
}

function tooLarge(limitBytes: number, declared: number): PlatformError {
  return new PlatformError('UPLOAD_TOO_LARGE', {
    expected: `at most ${limitBytes} bytes`,
    got: String(declared),
    where: 'content-length',
    advice: 'Split the file.',
  });
}
