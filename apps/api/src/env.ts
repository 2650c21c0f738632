import { z } from 'zod';
import { DEFAULTS } from './config.js';

const Variables = z.object({
  /** postgresql://user:password@host:port/database, Postgres 15 or newer. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'expected DATABASE_URL to be postgresql://...' }),
  HOST: z.string().min(1).default(DEFAULTS.host),
  PORT: z.coerce.number().int().min(0).max(65_535).default(DEFAULTS.port),
  /** A folder, or s3://bucket/prefix?endpoint=...&region=... */
  CONTRAPPOSTO_STORAGE: z.string().min(1).default(DEFAULTS.storage),
  /** Bytes of one uploaded file. */
  CONTRAPPOSTO_UPLOAD_LIMIT_BYTES: z.coerce.number().int().min(1).default(DEFAULTS.uploadLimitBytes),
  /** Whether the studio begins with the measured reports that come with Contrapposto. */
  CONTRAPPOSTO_EXAMPLE_REPORTS: z.enum(['on', 'off']).default('on'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default(DEFAULTS.logLevel),
});

export interface Environment {
  readonly databaseUrl: string;
  readonly host: string;
  readonly port: number;
  readonly storage: string;
  readonly uploadLimitBytes: number;
  /** Default: true. */
  readonly exampleReports?: boolean;
  readonly logLevel: string;
}

/** The only place of this program that reads `process.env`. */
export function readEnvironment(variables: NodeJS.ProcessEnv = process.env): Environment {
  const { success, data, error } = Variables.safeParse(variables);
  if (!success) throw new Error(`The environment is not as it should be:\n${z.prettifyError(error)}`);
  return {
    databaseUrl: data.DATABASE_URL,
    host: data.HOST,
    port: data.PORT,
    storage: data.CONTRAPPOSTO_STORAGE,
    uploadLimitBytes: data.CONTRAPPOSTO_UPLOAD_LIMIT_BYTES,
    exampleReports: data.CONTRAPPOSTO_EXAMPLE_REPORTS === 'on',
    logLevel: data.LOG_LEVEL,
  };
}
