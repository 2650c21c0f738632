import type { Sql } from '../database/database.js';
import { keepIds } from '../library/listing.js';
import { Conditions } from '../paging/conditions.js';
import { countOwned } from '../paging/count-owned.js';
import { type KeysetOrder, type Page, type PageRequest, readPages } from '../paging/read-page.js';
import { REPORT_SAMPLE_COLUMNS, REPORT_SAMPLES_FROM, type ReportSample } from './report-sample.js';

export type SampleOrder = 'WORST' | 'BEST' | 'KEY';
export type SampleMeasure = 'OKS' | 'CAP' | 'PCE' | 'CLIPSIM';

export interface ReportSampleFilter {
  /** Null: those of no scene. */
  readonly scene?: string | null;
  /** Those without a picture. */
  readonly failedOnly?: boolean;
}

export interface ListReportSamples {
  readonly orderBy?: SampleOrder;
  /** What WORST and BEST are about; default OKS. */
  readonly measure?: SampleMeasure;
  readonly filter?: ReportSampleFilter;
  readonly page: PageRequest;
}

interface MeasureColumn {
  readonly column: string;
  readonly better: 'HIGHER' | 'LOWER';
  /** Where a sample without a value stands: with the worst. */
  readonly worst: number;
}

const MEASURES: Readonly<Record<SampleMeasure, MeasureColumn>> = {
  OKS: { column: 'objectKeypointSimilarity', better: 'HIGHER', worst: -1 },
  CAP: { column: 'cosineAveragePrecision', better: 'HIGHER', worst: -1 },
  PCE: { column: 'peopleCountError', better: 'LOWER', worst: 1e9 },
  CLIPSIM: { column: 'clipSimilarity', better: 'HIGHER', worst: -1e9 },
};

/** As the column is: byte by byte, which is the order of the index. */
const BY_KEY: KeysetOrder = { name: 'KEY', by: 'key', type: 'text' };

/**
 * The samples of each report, by the report's id: in the order of their keys, or from the worst or the best on. Those without a value count as the
 * worst.
 */
export function listReportSamplesOf(
  sql: Sql,
  studioId: string,
  reportIds: readonly string[],
  { orderBy = 'KEY', measure = 'OKS', filter, page }: ListReportSamples,
): Promise<Map<string, Page<ReportSample>>> {
  const where = choose(studioId, reportIds, filter);
  const select = `select ${REPORT_SAMPLE_COLUMNS} from ${REPORT_SAMPLES_FROM} where ${where.sql}`;
  const keyset = { select, values: where.values, order: toKeyset(orderBy, measure), owner: '"reportId"' };
  return readPages(sql, keyset, keepIds(reportIds), page);
}

/** How many there are of each report, by its id; absent where there are none. */
export function countReportSamplesOf(
  sql: Sql,
  studioId: string,
  reportIds: readonly string[],
  filter?: ReportSampleFilter,
): Promise<Map<string, number>> {
  const where = choose(studioId, reportIds, filter);
  return countOwned(sql, 's.report_id', REPORT_SAMPLES_FROM, where);
}

function toKeyset(order: SampleOrder, measure: SampleMeasure): KeysetOrder {
  if (order === 'KEY') return BY_KEY;
  const { column, better, worst } = MEASURES[measure];
  const descending = (better === 'LOWER') === (order === 'WORST');
  return {
    name: `${order} ${measure}`,
    by: `coalesce("${column}", ${worst})::numeric`,
    type: 'numeric',
    ...(descending && { descending }),
  };
}

function choose(
  studioId: string,
  reportIds: readonly string[],
  { scene, failedOnly }: ReportSampleFilter = {},
): Conditions {
  const where = new Conditions()
    .add('r.studio_id = ?', studioId)
    .add('s.report_id = any(?::uuid[])', keepIds(reportIds));
  if (scene !== undefined) where.add('d.scene is not distinct from ?', scene);
  if (failedOnly) where.add('s.failure is not null');
  return where;
}
