import type { Sql } from '../database/database.js';
import type { LicenceNotice } from '../exports/licence-notice.js';
import { completeTerms, inheritTerms, type LicenceTerms } from '../library/licence-terms.js';

/** The terms of a data set as they are now, for all of its samples that come from no library. */
export async function readDatasetNotice(sql: Sql, datasetId: string): Promise<LicenceNotice> {
  const { rows } = await sql.query<LicenceTerms & { name: string }>(
    `select name, licence, commercial_use as "commercialUse", attribution, source, author from datasets where id = $1`,
    [datasetId],
  );
  const { name, ...terms } = rows[0]!;
  return {
    ...{ kind: 'DATASET', name, poseVersionId: null, version: null, library: null },
    statedBy: terms.licence === null ? null : 'DATASET',
    ...completeTerms(terms),
  };
}

/** The same of one sample: what its source states for it goes before what the data set says. */
export function toSampleNotice(notice: LicenceNotice, terms: LicenceTerms | null): LicenceNotice {
  return terms === null
    ? notice
    : { ...notice, statedBy: terms.licence === null ? notice.statedBy : 'POSE', ...inheritTerms(terms, notice) };
}
