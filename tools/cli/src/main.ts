import { createConfig } from './config.js';
import { createContext } from './context.js';
import { readEnvironment } from './env.js';
import { runCli } from './run-cli.js';

const canceler = new AbortController();
const cancel = (): void => {
  // The first Ctrl-C asks; the second does not wait for an answer.
  if (canceler.signal.aborted) process.exit(130);
  canceler.abort();
};
process.on('SIGINT', cancel);
process.on('SIGTERM', cancel);
// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 6));

await using context = createContext(createConfig(readEnvironment()), {
  stdout: process.stdout,
  stderr: process.stderr,
  signal: canceler.signal,
});
process.exitCode = await runCli(process.argv.slice(2), context);
