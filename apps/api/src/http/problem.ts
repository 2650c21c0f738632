import type { Response } from 'express';

/** What REST paths say where they refuse: the same shape everywhere, codes in README.md. */
export function sendProblem(response: Response, status: number, code: string, message: string): void {
  response.status(status).json({ error: { code, message } });
}
