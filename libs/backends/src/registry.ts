import type { BackendCapabilities, ProbeVerdict } from './contract.js';
import { BackendError, messageOf } from './errors.js';
import { startBackendProcess, type BackendProcess, type BackendProcessOptions } from './process/backend-process.js';
import { suggest } from '@contrapposto/pose';
import { BUILT_IN_PLUGINS } from './plugin-loader.js';

export interface BackendRegistryConfig {
  /** Plugins beside the built-in ones: npm packages or paths. */
  readonly plugins?: readonly string[];
  /** How their processes are started; `baseFolder` is what their paths are relative to. */
  readonly process?: BackendProcessOptions;
}

/** A configured backend, and what came of asking it. */
export type BackendListing =
  | {
      readonly specifier: string;
      readonly status: 'usable' | 'unusable';
      readonly name: string;
      readonly version: string;
      readonly capabilities: BackendCapabilities;
      readonly verdict: ProbeVerdict;
    }
  | { readonly specifier: string; readonly status: 'broken'; readonly reason: string };

/** The backends that configuration names. Each is imported only in a process of its own, never here. */
export interface BackendRegistry {
  /** In order of preference: configured plugins first, then the built-in ones. */
  readonly specifiers: readonly string[];
  /** Starts the backend of this specifier. @throws BackendError */
  start(specifier: string): Promise<BackendProcess>;
  /** Starts, asks and ends every backend. Never throws for a broken one. */
  survey(): Promise<BackendListing[]>;
}

export function createBackendRegistry({
  plugins = [],
  process: options = {},
}: BackendRegistryConfig = {}): BackendRegistry {
  const specifiers = [...new Set([...plugins, ...BUILT_IN_PLUGINS])];
  const start = async (specifier: string): Promise<BackendProcess> => {
    if (!specifiers.includes(specifier)) throw unknownBackend(specifier, specifiers);
    return startBackendProcess(specifier, options);
  };
  const survey = async (): Promise<BackendListing[]> => {
    const listings: BackendListing[] = [];
    for (const specifier of specifiers) listings.push(await ask(specifier, start));
    return listings;
  };
  return { specifiers, start, survey };
}

async function ask(specifier: string, start: BackendRegistry['start']): Promise<BackendListing> {
  let backend: BackendProcess | null = null;
  try {
    backend = await start(specifier);
    const [capabilities, verdict] = [await backend.describe(), await backend.probe()];
    return { specifier, status: verdict.usable ? 'usable' : 'unusable', ...backend.plugin, capabilities, verdict };
  } catch (error) {
    return { specifier, status: 'broken', reason: messageOf(error) };
  } finally {
    await backend?.dispose();
  }
}

function unknownBackend(specifier: string, known: readonly string[]): BackendError {
  return BackendError.of('PLUGIN_NOT_FOUND', {
    expected: `a configured backend (${known.join(', ')})`,
    got: JSON.stringify(specifier),
    where: 'backend registry',
    advice: suggest(specifier, known) || 'Name it among the configured plugins first.',
  });
}
