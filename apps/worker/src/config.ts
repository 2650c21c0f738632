import type { BackendProcessOptions } from '@contrapposto/backends';
import type { LevelWithSilent } from 'pino';
import type { ExtractorSources } from './extractors-file.js';

/** All that decides what a worker does; the environment says it (env.ts), or a spec. */
export interface WorkerConfig {
  readonly databaseUrl: string;
  /** See createStorage. */
  readonly storage: string;
  /** Model folders, or folders of such. */
  readonly modelFolders: readonly string[];
  /** Backend plugins beside the built-in ones. */
  readonly plugins: readonly string[];
  /** With which reports measure; by default those of the model folders. */
  readonly extractors?: ExtractorSources;
  /** Generations at a time, each in a backend process of its own. */
  readonly concurrency: number;
  /** No two living workers share it. */
  readonly worker: string;
  readonly logLevel: LevelWithSilent;
  /** How long a generation waits for a worker that was killed. */
  readonly leaseMs?: number;
  readonly backendProcess?: BackendProcessOptions;
}
