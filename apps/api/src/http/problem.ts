import type { Response } from 'express';

/** What a REST path refuses; the last handler of all turns it into an answer. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';

  constructor(
    readonly status: number,
    /** See README.md. */
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** Of an answer that was begun, and would be wrong for this one: nobody may keep a refusal for a year. */
const HEADERS_OF_CONTENT = ['etag', 'content-length', 'content-disposition', 'accept-ranges'];

/** The same shape everywhere: `{ error: { code, message } }`. */
export function sendProblem(response: Response, { status, code, message }: ProblemReport): void {
  for (const name of HEADERS_OF_CONTENT) response.removeHeader(name);
  response.status(status).set('cache-control', 'no-store').json({ error: { code, message } });
}

export type ProblemReport = Pick<HttpProblem, 'status' | 'code' | 'message'>;
