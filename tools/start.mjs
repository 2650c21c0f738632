/**
 * `npm start`: installs and builds what is missing, then brings up the whole platform and prints its address.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT, prepareWorkspace } from './workspace.mjs';

const HELP = `Usage: npm start [-- <options>]

Installs the packages and builds the sources where that is needed, then starts the database, the API with the web app,
and one worker with the bundled model. Prints the address to open. Ctrl-C ends everything in order; a second one at once.

  --port <n>       of the API and the web app (PORT, or 4000)
  --host <name>    to listen on (HOST, or 127.0.0.1: this machine alone)
  --data <folder>  for all that is kept: database, pictures, logs (CONTRAPPOSTO_DATA, or data)
  -h, --help       this text

With DATABASE_URL set, that Postgres (15 or newer) is used in place of the embedded one.

npm run api and npm run worker start one of the programs on a DATABASE_URL; npm run demo makes four pictures without any of it.
`;

/** As for any command line: a word that it does not know. */
const USAGE = 2;
/** One Ctrl-C comes twice, from the terminal and from npm: only after this is it a second one. */
const ECHO_MS = 500;

const { env } = process;
const options = readOptions();
if (options?.help) process.stdout.write(HELP);
else if (options) process.exitCode = await start(options);

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: env.PORT || '4000' },
        host: { type: 'string', default: env.HOST || '127.0.0.1' },
        data: { type: 'string', default: env.CONTRAPPOSTO_DATA || path.join(ROOT, 'data') },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (!/^\d{1,5}$/.test(values.port) || Number(values.port) < 1 || Number(values.port) > 65_535)
      throw new Error(`Expected a port from 1 to 65535, got ${values.port} (--port).`);
    return { ...values, port: Number(values.port), data: path.resolve(values.data) };
  } catch (error) {
    process.stderr.write(`${error.message}\n\n${HELP}`);
    process.exitCode = USAGE;
    return null;
  }
}

async function start({ data, host, port }) {
  prepareWorkspace();
  // Not before: the packages may not have been there.
  const { runService } = await import('./service.mjs');
  const ending = new AbortController();
  let askedAt = Infinity;
  const end = () => {
    // What we started ends with us.
    if (performance.now() - askedAt > ECHO_MS) process.exit(130);
    askedAt = Math.min(askedAt, performance.now());
    ending.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, end);
  try {
    const say = (line) => process.stdout.write(`${line}\n`);
    await runService({ data, databaseUrl: env.DATABASE_URL || null, host, port, say, signal: ending.signal });
    return 0;
  } catch (error) {
    const isKnown = ['ServiceError', 'PlatformError'].includes(error.name);
    process.stderr.write(`${isKnown ? error.message : error.stack}\n`);
    return 1;
  }
}
