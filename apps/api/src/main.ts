import 'reflect-metadata';
import { createConfig } from './config.js';
import { readEnvironment } from './env.js';
import { prepareService } from './prepare-service.js';
import { seedExampleReports } from './seed-example-reports.js';
import { startApi } from './start-api.js';

/** `node apps/api/dist/main.js`: brings the database up to date, and serves until it is told to stop. */
const config = createConfig(readEnvironment());
await prepareService(config.databaseUrl);
const api = await startApi(config);

/** One Ctrl-C comes twice, from the terminal and from npm: only after this is it a second one. */
const ECHO_MS = 500;

let askedAt: number | null = null;
const stop = (): void => {
  // The first signal asks; the second does not wait for an answer.
  if (askedAt !== null && performance.now() - askedAt > ECHO_MS) process.exit(130);
  if (askedAt !== null) return;
  askedAt = performance.now();
  void api.dispose().then(() => process.exit(0));
};
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
// Whoever started this program is gone, and with it the reason to run.
if (process.connected) process.once('disconnect', stop);
process.send?.({ type: 'ready', url: api.url });
await seedExampleReports(config);
