import type { Sql } from '../database/database.js';
import { keepIds, type ListRequest } from '../library/listing.js';
import { Conditions } from '../paging/conditions.js';
import { type KeysetOrder, type Page, readPage } from '../paging/read-page.js';
import { type Generation, GENERATION_COLUMNS, type GenerationState } from './vocabulary.js';

export type GenerationOrder = 'CREATED_AT_DESC' | 'CREATED_AT_ASC';

export interface GenerationFilter {
  readonly states?: readonly GenerationState[];
  /** Any version of them. */
  readonly poseIds?: readonly string[];
  readonly promptIds?: readonly string[];
  /** Of poses that are in one of them. */
  readonly libraryIds?: readonly string[];
  /** Exactly the text that the model was given. */
  readonly prompts?: readonly string[];
  /** Of a report's sample; otherwise what the prompt begins with, where the model was trained on a scene of that name: `oil_painting`. */
  readonly scenes?: readonly string[];
  readonly modelIds?: readonly string[];
  readonly backendIds?: readonly string[];
  /** Object keypoint similarity in 0..1; a picture that nobody measured is in no range. */
  readonly minSimilarity?: number;
  readonly maxSimilarity?: number;
  /** True: those of which every part is known to allow it. False: all others. */
  readonly commercialUse?: boolean;
  /** Of these reports alone. */
  readonly reportIds?: readonly string[];
  /** Whether those are found that reports asked for. Default WITHOUT; ALL where `reportIds` names some. */
  readonly reports?: 'WITHOUT' | 'ONLY' | 'ALL';
  readonly createdAfter?: Date;
  readonly createdBefore?: Date;
}

const ORDERS: Readonly<Record<GenerationOrder, KeysetOrder>> = {
  CREATED_AT_DESC: { name: 'CREATED_AT_DESC', by: '"createdAt"', type: 'timestamptz', descending: true },
  CREATED_AT_ASC: { name: 'CREATED_AT_ASC', by: '"createdAt"', type: 'timestamptz' },
};

/** The latest first, unless ordered otherwise. */
export function listGenerations(
  sql: Sql,
  studioId: string,
  { filter, orderBy = 'CREATED_AT_DESC', page }: ListRequest<GenerationFilter, GenerationOrder>,
): Promise<Page<Generation>> {
  const where = chooseGenerations(studioId, filter);
  const select = `select ${GENERATION_COLUMNS} from generations where ${where.sql}`;
  return readPage(sql, { select, values: where.values, order: ORDERS[orderBy] }, page);
}

export async function countGenerations(sql: Sql, studioId: string, filter?: GenerationFilter): Promise<number> {
  const where = chooseGenerations(studioId, filter);
  const { rows } = await sql.query<{ count: number }>(
    `select count(*)::int as count from generations where ${where.sql}`,
    where.values,
  );
  return rows[0]!.count;
}

/** Conditions on the table generations alone. */
export function chooseGenerations(studioId: string, filter: GenerationFilter = {}): Conditions {
  const { states, poseIds, promptIds, modelIds, backendIds, commercialUse, createdAfter, createdBefore } = filter;
  const { libraryIds, prompts, scenes } = filter;
  const where = new Conditions().add('studio_id = ?', studioId);
  if (states) where.add('state = any(?::work_state[])', states);
  if (poseIds)
    where.add('pose_version_id in (select id from pose_versions where pose_id = any(?::uuid[]))', keepIds(poseIds));
  if (promptIds)
    where.add(
      'prompt_version_id in (select id from prompt_versions where prompt_id = any(?::uuid[]))',
      keepIds(promptIds),
    );
  if (libraryIds)
    where.add(
      'pose_version_id in (select v.id from pose_versions v join poses p on p.id = v.pose_id where p.library_id = any(?::uuid[]))',
      keepIds(libraryIds),
    );
  if (prompts) where.add('prompt = any(?::text[])', withoutNul(prompts));
  if (scenes) where.add('scene = any(?::text[])', withoutNul(scenes));
  if (modelIds) where.add('model_id = any(?::uuid[])', keepIds(modelIds));
  if (backendIds) where.add('backend_id = any(?::uuid[])', keepIds(backendIds));
  if (createdAfter) where.add('created_at > ?', createdAfter);
  if (createdBefore) where.add('created_at < ?', createdBefore);
  if (commercialUse !== undefined)
    where.add(
      `(licences is not null and not exists (select from jsonb_array_elements(licences) as part
         where part ->> 'commercialUse' is distinct from 'true')) = ?`,
      commercialUse,
    );
  return addSimilarity(addReports(where, filter), filter);
}

function addReports(
  where: Conditions,
  { reportIds, reports = reportIds ? 'ALL' : 'WITHOUT' }: GenerationFilter,
): Conditions {
  if (reportIds) where.add('report_id = any(?::uuid[])', keepIds(reportIds));
  return reports === 'ALL' ? where : where.add(`report_id is ${reports === 'ONLY' ? 'not null' : 'null'}`);
}

function addSimilarity(where: Conditions, { minSimilarity, maxSimilarity }: GenerationFilter): Conditions {
  if (minSimilarity === undefined && maxSimilarity === undefined) return where;
  return where.add(
    'id in (select generation_id from fidelities where object_keypoint_similarity between ? and ?)',
    minSimilarity ?? 0,
    maxSimilarity ?? 1,
  );
}

/** Text that Postgres takes; no value that it keeps has a NUL. */
function withoutNul(values: readonly string[]): string[] {
  return values.map((value) => value.replaceAll('\0', ''));
}
