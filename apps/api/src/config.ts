import { fileURLToPath } from 'node:url';
import type { OperationLimits } from './graphql/assert-affordable.js';
import type { Authenticate } from './authenticate.js';
import type { Environment } from './env.js';

/** What a server is made from. */
export interface ApiConfig {
  readonly databaseUrl: string;
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** A folder, or `s3://bucket/prefix?...`. */
  readonly storage: string;
  readonly logLevel: string;
  /** Whether the local studio is given the measured reports that come with Contrapposto. */
  readonly exampleReports: boolean;
  /** The built admin app. */
  readonly adminFolder: string;
  /** Of one file. Uploads go to the storage as they come; imports read them from there, piece by piece. */
  readonly uploadLimitBytes: number;
  readonly limits: OperationLimits;
  /** Left out: local mode, without sign-in, where everybody is of the studio `local`. */
  readonly authenticate?: Authenticate;
}

const ADMIN_FOLDER = fileURLToPath(new URL('../../admin/dist', import.meta.url));

export const DEFAULTS = {
  host: '127.0.0.1',
  port: 4000,
  storage: 'data/files',
  logLevel: 'info',
  exampleReports: true,
  adminFolder: ADMIN_FOLDER,
  uploadLimitBytes: 4 * 2 ** 30,
  limits: { cost: 10_000, depth: 15 },
} as const satisfies Partial<ApiConfig>;

export function createConfig(environment: Environment): ApiConfig {
  return { ...DEFAULTS, ...environment };
}
