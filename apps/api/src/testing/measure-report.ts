import { computeReport, listVisiblePeople, type MetricName, type ReportOptions } from '@contrapposto/eval';
import {
  claimReport,
  completeReport,
  type Database,
  readReportSamples,
  writeReportSample,
} from '@contrapposto/platform';
import type { PersonPose } from '@contrapposto/pose';

const OPTIONS: Omit<ReportOptions, 'metrics' | 'dataset'> = {
  posePreset: 'paper',
  scoreThreshold: null,
  detector: { name: 'eye', digest: 'e'.repeat(64) },
  features: null,
  embeddings: null,
  time: null,
  seeds: null,
  bootstrap: null,
};

export interface Eyesight {
  /** How far to the right of where it is every joint is seen, in pixels; null: nobody is seen. */
  readonly offBy: number | null;
  /** Keys of samples of which there is no picture. */
  readonly lost?: readonly string[];
  readonly options?: Partial<ReportOptions>;
}

/** What a worker does with a report, with an estimator that sees what it is told to see. */
export async function measureReport(database: Database, reportId: string, eyesight: Eyesight): Promise<void> {
  const { offBy, lost = [], options } = eyesight;
  const { report, lease } = (await claimReport(database, { reportId, worker: 'spec', leaseMs: 60_000 }))!;
  const rows = await readReportSamples(database, reportId, { limit: 100 });
  const samples = rows.map(({ key, scene, pose }) => {
    const expected = listVisiblePeople(pose);
    const failure = lost.includes(key) ? 'no picture' : null;
    const found = offBy === null || failure !== null ? [] : expected.map((person) => move(person, offBy));
    return { key, scene, expected, found, failure, features: null, embeddings: null };
  });
  for (const { key, found, failure } of samples)
    await writeReportSample(database, lease, {
      key,
      people: failure === null ? found : null,
      objectKeypointSimilarity: failure === null ? 1 / (1 + (offBy ?? Infinity)) : null,
      failure,
    });
  const metrics = report.request.metrics as readonly MetricName[];
  const dataset = { name: 'set', snapshot: report.snapshotId };
  const results = computeReport(samples, { ...OPTIONS, metrics, dataset, ...options });
  await completeReport(database, lease, { results, manifest: { metrics } });
}

function move(person: PersonPose, pixels: number): PersonPose {
  return { keypoints: person.keypoints.map((joint) => ({ ...joint, x: joint.x + pixels })), score: 0.9 };
}
