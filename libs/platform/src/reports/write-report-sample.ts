import type { Sql } from '../database/database.js';
import { LeaseLostError } from '../errors.js';
import type { Lease } from '../work/work-kind.js';
import type { SampleFeatures } from './read-report-samples.js';
import type { SampleMeasures } from './report-sample.js';

export interface MeasuredReportSample extends Partial<SampleMeasures> {
  readonly key: string;
  /** Null where there was no picture to look at. */
  readonly people: readonly object[] | null;
  readonly features?: SampleFeatures;
}

/**
 * Keeps what was found in a sample's picture; again, it takes the place of what was there. One round trip.
 *
 * @throws LeaseLostError
 */
export async function writeReportSample(
  sql: Sql,
  { kind, id, token }: Lease,
  sample: MeasuredReportSample,
): Promise<void> {
  const { key, people, features = null } = sample;
  const { rowCount } = await sql.query(
    `with held as (select id from evaluation_reports where id = $1 and lease_token = $2 for no key update)
     update report_samples s set people = $4, features = $5, object_keypoint_similarity = $6, cosine_average_precision = $7,
       people_count_error = $8, clip_similarity = $9, failure = $10, measured_at = clock_timestamp()
     from held where s.report_id = held.id and s.key = $3`,
    [
      id,
      token,
      key,
      people && JSON.stringify(people),
      features && JSON.stringify(features),
      sample.objectKeypointSimilarity ?? null,
      sample.cosineAveragePrecision ?? null,
      sample.peopleCountError ?? null,
      sample.clipSimilarity ?? null,
      sample.failure ?? null,
    ],
  );
  if (rowCount === 0) throw new LeaseLostError(kind.name, id);
}
