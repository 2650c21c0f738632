import { messageOf } from '../errors.js';
import { codeOf } from './database.js';

/** Of the system's own codes, and of SQLSTATE: class 08, and a server that shuts down or starts. */
const CODE = /^(ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT|08\w{3}|57P0[123])$/;
/** pg's words where it has no code. */
const MESSAGE = /^(Error: )?(Connection terminated|timeout exceeded when trying to connect)/;

/** Whether a statement failed because the server could not be reached, or went away: not for what was asked of it. */
export function isConnectionError(error: unknown): boolean {
  return CODE.test(codeOf(error)) || MESSAGE.test(messageOf(error));
}
