/** A worker that takes generations, says so, writes progress as fast as it may, and never ends one: it waits to be killed. */
import { appendEvent, createDatabase, createEventListener, runGenerations } from '@contrapposto/platform';

const { url, worker, leaseMs } = JSON.parse(process.argv[2]);
const database = createDatabase({ url });
const listener = createEventListener({ url });

await runGenerations(database, listener, {
  worker,
  leaseMs,
  concurrency: 2,
  work: async ({ generation, lease }) => {
    process.stdout.write(`${JSON.stringify({ claimed: generation.id })}\n`);
    for (let step = 1; ; step += 1) await appendEvent(database, lease, 'PROGRESS', { step, worker });
  },
});
