import { hostname } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatReport } from '@contrapposto/pose';
import { z } from 'zod';
import type { WorkerConfig } from './config.js';
import { EnvironmentError } from './environment-error.js';
import { readExtractorsFile } from './extractors-file.js';

export { EnvironmentError } from './environment-error.js';

/** The repository, seen from `src` and from `dist` alike. */
const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

const Variables = z.object({
  /** A Postgres of version 15 or newer; `npm start` brings its own. */
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//),
  /** Where pictures lie: a folder, or s3://bucket/prefix. */
  CONTRAPPOSTO_STORAGE: z
    .string()
    .min(1)
    .default(path.join(ROOT, 'data', 'files')),
  /** Model folders, or folders of such; separated as PATH is. */
  CONTRAPPOSTO_MODELS: z.string().min(1).default(path.join(ROOT, 'models')),
  /** Backend plugins beside the built-in ones: npm packages or paths, separated by commas. */
  CONTRAPPOSTO_PLUGINS: z.string().default(''),
  /** A file that names the networks with which evaluation reports measure; see docs/guides/extractors.md. */
  CONTRAPPOSTO_EXTRACTORS: z.string().min(1).optional(),
  /** Generations at a time, each in a backend process of its own. */
  WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(1),
  /** No two living workers share a name; one that keeps its name when it comes again keeps its backends' rows. */
  WORKER_NAME: z.string().min(1).max(200).optional(),
  /** How long a generation waits for a worker that was killed, milliseconds. */
  WORKER_LEASE_MS: z.coerce.number().int().min(2_000).max(600_000).default(30_000),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});

/**
 * The only place of this program that reads `process.env`.
 *
 * @throws EnvironmentError naming each variable that is missing or wrong
 */
export function readEnvironment(variables: NodeJS.ProcessEnv = process.env): WorkerConfig {
  const { success, data, error } = Variables.safeParse(variables);
  if (!success) throw new EnvironmentError(error.issues.map((issue) => explain(issue, variables)).join('\n'));
  return {
    databaseUrl: data.DATABASE_URL,
    storage: data.CONTRAPPOSTO_STORAGE,
    modelFolders: data.CONTRAPPOSTO_MODELS.split(path.delimiter).filter(Boolean),
    plugins: data.CONTRAPPOSTO_PLUGINS.split(',')
      .map((plugin) => plugin.trim())
      .filter(Boolean),
    ...(data.CONTRAPPOSTO_EXTRACTORS && { extractors: readExtractorsFile(data.CONTRAPPOSTO_EXTRACTORS) }),
    concurrency: data.WORKER_CONCURRENCY,
    worker: data.WORKER_NAME ?? `${hostname()}-${process.pid}`,
    leaseMs: data.WORKER_LEASE_MS,
    logLevel: data.LOG_LEVEL,
  };
}

function explain({ path: [name], message }: z.core.$ZodIssue, variables: NodeJS.ProcessEnv): string {
  const key = String(name);
  if (key === 'DATABASE_URL') {
    return formatReport({
      expected: 'the address of a Postgres of version 15 or newer',
      got: variables[key] ? 'something else' : 'nothing',
      where: key,
      advice:
        'Set it, e.g. DATABASE_URL=postgresql://user:password@localhost/contrapposto, or run npm start, which brings its own.',
    });
  }
  return formatReport({ expected: 'a value that it takes', got: `${variables[key]}: ${message}`, where: key });
}
