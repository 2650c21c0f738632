import { readMigrations } from '@contrapposto/platform';
import type { RequestHandler } from 'express';
import type { HttpParts } from './http-parts.js';

/** GET /health: the process runs and answers. */
export const answerHealth: RequestHandler = (_request, response) => {
  response.json({ status: 'ok' });
};

/** GET /ready: the database is reachable and has what this build needs. 503 otherwise, with the reason. */
export function createReadinessHandler({ database, logger }: HttpParts): RequestHandler {
  const needed = readMigrations().map(({ name }) => name);
  return async (_request, response) => {
    try {
      const { rows } = await database.query<{ name: string }>(
        'select migration_name as name from _prisma_migrations where finished_at is not null and rolled_back_at is null',
      );
      const applied = new Set(rows.map(({ name }) => name));
      const missing = needed.filter((name) => !applied.has(name));
      if (missing.length === 0) response.json({ status: 'ready' });
      else response.status(503).json({ status: 'not migrated', missing });
    } catch (error) {
      logger.warn({ err: error }, 'not ready');
      response.status(503).json({ status: 'database unreachable' });
    }
  };
}

/** GET /metrics: for Prometheus. */
export function createMetricsHandler({ metrics }: HttpParts): RequestHandler {
  return async (_request, response) => {
    response.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  };
}
