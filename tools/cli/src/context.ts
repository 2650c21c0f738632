import { createBackendRegistry, type BackendProcess, type BackendRegistry } from '@contrapposto/backends';
import type { Config } from './config.js';

export interface Surroundings {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** All that a handler may reach. The only place where parts are put together; disposing it ends what was started. */
export interface Context extends Surroundings, AsyncDisposable {
  readonly config: Config;
  readonly registry: BackendRegistry;
  /** Starts the named backend, or the configured one, in a process of its own. */
  startBackend(name?: string): Promise<BackendProcess>;
}

export function createContext(config: Config, surroundings: Surroundings): Context {
  const registry = createBackendRegistry({ plugins: config.plugins });
  const started: BackendProcess[] = [];
  return {
    ...surroundings,
    config,
    registry,
    startBackend: async (name = config.backend) => {
      const backend = await registry.start(name);
      started.push(backend);
      return backend;
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(started.splice(0).map((backend) => backend.dispose()));
    },
  };
}
