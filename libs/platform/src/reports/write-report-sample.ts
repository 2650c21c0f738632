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
export function writeReportSample(sql: Sql, lease: Lease, sample: MeasuredReportSample): Promise<void> {
  return writeReportSamples(sql, lease, [sample]);
}

/** The same of several samples, in one round trip. */
export async function writeReportSamples(
  sql: Sql,
  { kind, id, token }: Lease,
  samples: readonly MeasuredReportSample[],
): Promise<void> {
  const { rowCount } = await sql.query(
    `with held as (select id from evaluation_reports where id = $1 and lease_token = $2 for no key update)
     update report_samples s set people = found.people, features = found.features,
       object_keypoint_similarity = found.similarity, cosine_average_precision = found.precision,
       people_count_error = found.count_error, clip_similarity = found.clip, failure = found.failure, measured_at = clock_timestamp()
     from held, unnest($3::text[], $4::jsonb[], $5::jsonb[], $6::double precision[], $7::double precision[], $8::double precision[],
       $9::double precision[], $10::text[]) as found (key, people, features, similarity, precision, count_error, clip, failure)
     where s.report_id = held.id and s.key = found.key`,
    [
      id,
      token,
      samples.map(({ key }) => key),
      samples.map(({ people }) => people && JSON.stringify(people)),
      samples.map(({ features }) => (features ? JSON.stringify(features) : null)),
      samples.map((sample) => sample.objectKeypointSimilarity ?? null),
      samples.map((sample) => sample.cosineAveragePrecision ?? null),
      samples.map((sample) => sample.peopleCountError ?? null),
      samples.map((sample) => sample.clipSimilarity ?? null),
      samples.map((sample) => sample.failure ?? null),
    ],
  );
  if (rowCount !== samples.length) throw new LeaseLostError(kind.name, id);
}
