import { createConfig } from '../config.js';
import { createContext } from '../context.js';
import { runCli } from '../run-cli.js';
import type { Ended } from './run-program.js';

/** Runs a command line without a process of its own: for everything that comes before a backend is started. */
export async function runInProcess(...args: readonly string[]): Promise<Ended> {
  const written = { stdout: '', stderr: '' };
  const capture = (name: keyof typeof written): NodeJS.WriteStream =>
    ({ isTTY: false, write: (text: string) => (written[name] += text) !== '' }) as unknown as NodeJS.WriteStream;
  const config = createConfig({ model: null, modelFolders: [], backend: null, plugins: [], serviceUrl: null });
  const surroundings = { stdout: capture('stdout'), stderr: capture('stderr'), signal: new AbortController().signal };
  await using context = createContext(config, surroundings);
  const code = await runCli(args, context);
  return { code, ...written };
}
