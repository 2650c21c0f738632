import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type RequestHandler, type Response, Router } from 'express';

/** Scripts from our own files alone; styles also inline, as component libraries write them. */
const POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const NOT_BUILT = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Contrapposto</title>
<h1>The service runs; its web app is not built.</h1>
<p>Build it with <code>npm run build -w apps/admin</code> and load this page again. GraphQL is at <code>/graphql</code>.</p>`;

/** The built admin app: its files by their names, and its page for every other address, which the app itself understands. */
export function createAdminRouter(folder: string): Router {
  const router = Router();
  router.use(setPolicy);
  // Names under assets/ hold a hash of their content.
  router.use('/assets', express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }));
  router.use(express.static(folder, { index: false, maxAge: 0 }));
  router.get('/{*address}', (request, response, next) => {
    if (request.accepts('html')) sendPage(join(folder, 'index.html'), response);
    else next();
  });
  return router;
}

function sendPage(page: string, response: Response): void {
  response.set('cache-control', 'no-cache');
  if (existsSync(page)) response.sendFile(page);
  else response.status(503).type('html').send(NOT_BUILT);
}

const setPolicy: RequestHandler = (_request, response, next) => {
  response.set('content-security-policy', POLICY);
  next();
};
