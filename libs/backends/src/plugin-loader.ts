import { createRequire } from 'node:module';
import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { suggest } from '@contrapposto/pose';
import { CONTRACT_VERSION, type BackendPlugin } from './contract.js';
import { BackendError, messageOf } from './errors.js';

/** Plugins that come with this package, by the name that configuration uses. */
const BUILT_IN: Readonly<Record<string, URL>> = {
  onnx: new URL('./onnx/onnx-plugin.js', import.meta.url),
};

export const BUILT_IN_PLUGINS: readonly string[] = Object.keys(BUILT_IN);

/**
 * Where a plugin's module lies: a built-in name, a path (beginning with `.` or `/`, or a file URL), or an npm package.
 *
 * @param baseFolder what relative paths and package names are resolved from
 * @returns a URL, or a bare package name where only an ESM import can find it
 */
export function resolvePlugin(specifier: string, baseFolder: string): string {
  const builtIn = BUILT_IN[specifier];
  if (builtIn !== undefined) return builtIn.href;
  if (specifier.startsWith('file:')) return specifier;
  if (specifier.startsWith('.') || isAbsolute(specifier)) return pathToFileURL(resolve(baseFolder, specifier)).href;
  try {
    return pathToFileURL(createRequire(join(resolve(baseFolder), 'resolve.js')).resolve(specifier)).href;
  } catch {
    return specifier;
  }
}

/**
 * Imports a plugin and checks that it honours the contract's outline.
 *
 * @param location as resolvePlugin gives it
 * @throws BackendError PLUGIN_NOT_FOUND or PLUGIN_INVALID
 */
export async function importPlugin(location: string): Promise<BackendPlugin> {
  const module = await importModule(location);
  const plugin: unknown = module.default ?? module.plugin;
  assertPlugin(plugin, location);
  return plugin;
}

async function importModule(location: string): Promise<Record<string, unknown>> {
  try {
    return (await import(location)) as Record<string, unknown>;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const isMissing = code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND';
    const hint = suggest(location, BUILT_IN_PLUGINS);
    const report = { expected: 'a module that exports a backend plugin', got: messageOf(cause), where: location };
    const advice =
      `Name a built-in backend (${BUILT_IN_PLUGINS.join(', ')}), an installed npm package or a path. ${hint}`.trim();
    throw BackendError.of(isMissing ? 'PLUGIN_NOT_FOUND' : 'PLUGIN_INVALID', { ...report, advice }, { cause });
  }
}

const METHODS = ['describe', 'probe', 'load'] as const;

function assertPlugin(plugin: unknown, location: string): asserts plugin is BackendPlugin {
  const candidate = (typeof plugin === 'object' && plugin !== null ? plugin : {}) as Partial<Record<string, unknown>>;
  const invalid = (expected: string, got: string) =>
    BackendError.of('PLUGIN_INVALID', {
      expected,
      got,
      where: readable(location),
      advice: 'See docs/guides/plugin-author.md.',
    });
  if (plugin !== candidate) throw invalid('a plugin object as default export', typeof plugin);
  if (candidate.contractVersion !== CONTRACT_VERSION) {
    throw invalid(`contractVersion ${CONTRACT_VERSION}`, String(candidate.contractVersion));
  }
  for (const key of ['name', 'version']) {
    if (typeof candidate[key] !== 'string' || candidate[key] === '')
      throw invalid(`a non-empty string ${key}`, typeof candidate[key]);
  }
  for (const method of METHODS) {
    if (typeof candidate[method] !== 'function') throw invalid(`a function ${method}`, typeof candidate[method]);
  }
}

function readable(location: string): string {
  return location.startsWith('file:') ? fileURLToPath(location) : location;
}
