/** A worker that takes a report, asks for the pictures of its first two samples, measures one, says so, and never ends: it waits to be killed. */
import {
  appendEvent,
  createDatabase,
  createEventListener,
  createReportGenerations,
  readReportSamples,
  runReports,
  writeReportSample,
} from '@contrapposto/platform';

const { url, worker, leaseMs } = JSON.parse(process.argv[2]);
const database = createDatabase({ url });
const listener = createEventListener({ url });

await runReports(database, listener, {
  worker,
  leaseMs,
  concurrency: 1,
  work: async ({ report, lease }) => {
    const samples = await readReportSamples(database, report.id, { limit: 2 });
    const recipes = samples.map(({ key, ordinal }) => ({ sampleKey: key, recipe: { seed: ordinal } }));
    await createReportGenerations(database, lease, recipes);
    await writeReportSample(database, lease, { key: samples[0].key, people: [], peopleCountError: 1 });
    process.stdout.write(`${JSON.stringify({ claimed: report.id })}\n`);
    for (let done = 0; ; done += 1)
      await appendEvent(database, lease, 'PROGRESS', { stage: 'measure', done, total: 4, etaMs: null });
  },
});
