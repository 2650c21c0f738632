import type { ApolloServer } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { Authenticate } from '../authenticate.js';
import { toClientError } from '../errors/to-client-error.js';
import { createRequestContext, type RequestContext } from '../request-context.js';
import { createAdminRouter } from './admin.js';
import { createFileHandler } from './files.js';
import { answerHealth, createMetricsHandler, createReadinessHandler } from './health.js';
import type { HttpParts } from './http-parts.js';
import { createPoseThumbnailHandler } from './pose-thumbnails.js';
import { HttpProblem, type ProblemReport, sendProblem } from './problem.js';
import { createReportHandler } from './reports.js';
import { createUploadHandler } from './uploads.js';

/** A query with its variables; poses are the largest of them. */
const LARGEST_QUERY = '4mb';

export interface AppParts extends HttpParts {
  readonly apollo: ApolloServer<RequestContext>;
  readonly authenticate: Authenticate;
  readonly isWelcome: (request: express.Request) => boolean;
}

/** Every path of the server, in the order in which they are tried. */
export function createExpressApp(parts: AppParts): Express {
  const app = express().disable('x-powered-by').set('etag', 'strong');
  app.use(measure(parts), setGeneralHeaders);
  app.get('/health', answerHealth);
  app.get('/ready', createReadinessHandler(parts));
  app.get('/metrics', createMetricsHandler(parts));
  app.use(refuseStrangers(parts));
  const requireCaller = createCallerCheck(parts);
  app.use('/graphql', requireCaller, express.json({ limit: LARGEST_QUERY }), createGraphqlHandler(parts));
  app.post('/uploads', requireCaller, createUploadHandler(parts));
  app.get('/files/:sha256{/:name}', requireCaller, createFileHandler(parts));
  app.get('/poses/:poseVersionId/thumbnail.svg', requireCaller, createPoseThumbnailHandler(parts));
  app.get('/reports/:id.:format', requireCaller, createReportHandler(parts));
  app.use(createAdminRouter(parts.adminFolder));
  app.use(() => {
    throw new HttpProblem(404, 'NOT_FOUND', 'There is nothing at this address.');
  });
  app.use(createErrorHandler(parts));
  return app;
}

function createGraphqlHandler({ apollo, ...parts }: AppParts): RequestHandler {
  return expressMiddleware(apollo, {
    context: ({ res: response }) => {
      const gone = new AbortController();
      response.on('close', () => gone.abort());
      return Promise.resolve(createRequestContext(parts, response.locals.caller, gone.signal));
    },
  });
}

function createCallerCheck({ authenticate }: AppParts): RequestHandler {
  return async (request, response, next) => {
    const caller = await authenticate(request);
    if (!caller) throw new HttpProblem(401, 'UNAUTHENTICATED', 'Sign in first.');
    response.locals.caller = caller;
    next();
  };
}

function refuseStrangers({ isWelcome }: AppParts): RequestHandler {
  return (request, _response, next) => {
    if (!isWelcome(request)) throw new HttpProblem(403, 'FOREIGN_ORIGIN', 'This address serves its own pages alone.');
    next();
  };
}

const setGeneralHeaders: RequestHandler = (_request, response, next) => {
  response.set({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  });
  next();
};

function measure({ metrics, logger }: AppParts): RequestHandler {
  return (request, response, next) => {
    const stop = metrics.requests.startTimer();
    response.on('close', () => {
      const { method } = request;
      const labels = { method, route: routeOf(request), status: String(response.statusCode) };
      const seconds = stop(labels);
      logger.debug({ ...labels, seconds }, 'answered');
    });
    next();
  };
}

/** The pattern, not the address: a label for every file there is would be too many. */
function routeOf({ route, baseUrl }: express.Request): string {
  const path = (route as { path?: unknown } | undefined)?.path;
  return baseUrl === '/graphql' ? baseUrl : typeof path === 'string' ? `${baseUrl}${path}` : 'other';
}

function createErrorHandler({ logger }: AppParts): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    // Too late to say anything: express breaks the connection off.
    if (response.headersSent) next(error);
    else sendProblem(response, toProblem(error, logger));
  };
}

function toProblem(error: unknown, logger: Logger): ProblemReport {
  if (error instanceof HttpProblem) return error;
  if (isBadRequest(error)) return { status: error.status, code: 'BAD_REQUEST', message: error.message };
  const { message, extensions } = toClientError(error, logger);
  const code = String(extensions?.code);
  return { status: code === 'SERVICE_UNAVAILABLE' ? 503 : 500, code, message };
}

/** What express itself refuses: a body that is no JSON or too long, a path that does not decode. */
function isBadRequest(error: unknown): error is Error & { readonly status: number } {
  const { status } = error as { readonly status?: unknown };
  return error instanceof Error && typeof status === 'number' && status >= 400 && status < 500;
}
