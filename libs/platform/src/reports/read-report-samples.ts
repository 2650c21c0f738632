import type { Sql } from '../database/database.js';
import { Conditions } from '../paging/conditions.js';
import { REPORT_SAMPLE_COLUMNS, REPORT_SAMPLES_FROM, type ReportSample } from './report-sample.js';

/** What networks made of a picture: whatever the worker wrote, and the picture's size in pixels as `picture: { width, height }`. */
export type SampleFeatures = Readonly<Record<string, unknown>>;

/** A sample as its coordinator needs it. */
export interface CoordinatedSample extends ReportSample {
  readonly features: SampleFeatures | null;
  /** What whoever ran its generation found in the picture, and with which estimator. */
  readonly fidelity: { readonly people: readonly unknown[]; readonly estimatorDigest: string } | null;
}

export interface ReadSamplesOptions {
  /** True: those that have not been measured. Left out: all. */
  readonly unmeasured?: boolean;
  /** The last ordinal that the reader has. */
  readonly after?: number;
  readonly limit: number;
}

/** A report's samples by their ordinal. */
export async function readReportSamples(
  sql: Sql,
  reportId: string,
  { unmeasured = false, after = -1, limit }: ReadSamplesOptions,
): Promise<CoordinatedSample[]> {
  const where = new Conditions().add('s.report_id = ?', reportId).add('s.ordinal > ?', after);
  if (unmeasured) where.add('s.measured_at is null');
  const { rows } = await sql.query<CoordinatedSample>(
    `select ${REPORT_SAMPLE_COLUMNS}, s.features,
       case when y.generation_id is not null then jsonb_build_object('people', y.people, 'estimatorDigest', y.estimator_digest) end as fidelity
     from ${REPORT_SAMPLES_FROM} left join fidelities y on y.generation_id = g.id
     where ${where.sql} order by s.ordinal limit ${Math.trunc(limit)}`,
    where.values,
  );
  return rows;
}
