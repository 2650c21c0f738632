import { readReportSamples, type CoordinatedSample, type Database } from '@contrapposto/platform';

/** Rows at once: each may hold the features of two pictures. */
const PAGE = 200;

/** All samples of a report in the order of their keys, a page at a time. */
export async function* readAllSamples(
  database: Database,
  reportId: string,
): AsyncGenerator<CoordinatedSample, void, undefined> {
  for (let after = -1; ;) {
    const samples = await readReportSamples(database, reportId, { after, limit: PAGE });
    yield* samples;
    if (samples.length < PAGE) return;
    after = samples.at(-1)!.ordinal;
  }
}
