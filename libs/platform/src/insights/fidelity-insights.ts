import { z } from 'zod';
import type { Sql } from '../database/database.js';
import { chooseGenerations, type GenerationFilter } from '../generations/list-generations.js';
import { type KeysetOrder, type Page, type PageRequest, readPage } from '../paging/read-page.js';
import { parseInput } from '../parse-input.js';

/**
 * By what measured pictures are put together. A generation without one of it (a pose of no library, a prompt that names no scene) is in no group.
 *
 * - POSE, MODEL: all versions of a pose; a model;
 * - PROMPT: a prompt of the library, whatever its slots were filled with; or the same text;
 * - SCENE: of a report's sample; otherwise the scene that the prompt begins with;
 * - JOINT: of coco17, over the people who have it.
 */
export type InsightGroup = 'POSE' | 'PROMPT' | 'SCENE' | 'MODEL' | 'JOINT';
export type InsightOrder = 'LOST_SHARE_DESC' | 'SIMILARITY_ASC' | 'COUNT_DESC';

/** Of some measured pictures. Means are null where nothing of the kind was measured. */
export interface FidelityFigures {
  /** Pictures; of a joint, those in whose pose somebody has it. */
  readonly count: number;
  /** Mean object keypoint similarity, 0..1. */
  readonly objectKeypointSimilarity: number | null;
  /** Mean over pictures, 0..1; null of a joint. */
  readonly cosineAveragePrecision: number | null;
  /** Mean over pictures; null of a joint. */
  readonly peopleCountError: number | null;
  /** Mean over the pictures in which it was found, in their pixels; of a joint alone. */
  readonly distancePx: number | null;
  /** How many have an object keypoint similarity below the threshold. */
  readonly lostCount: number;
  /** lostCount / count, 0..1. */
  readonly lostShare: number;
}

export interface FidelityInsight extends FidelityFigures {
  readonly id: string;
  /** What they have in common: an id, or the text of a prompt, the name of a scene or of a joint. */
  readonly key: string;
}

export interface InsightRequest {
  readonly groupBy: InsightGroup;
  /** Below it a picture has lost its pose: object keypoint similarity, 0..1. Default 0.5. */
  readonly threshold?: number;
  /** Groups of fewer pictures are left out: a share of few says little. Default 1. */
  readonly leastCount?: number;
  readonly filter?: GenerationFilter;
}

export const USUAL_THRESHOLD = 0.5;

const Request = z.object({
  groupBy: z.enum(['POSE', 'PROMPT', 'SCENE', 'MODEL', 'JOINT']),
  threshold: z.number().min(0).max(1).default(USUAL_THRESHOLD),
  leastCount: z.int().min(1).default(1),
});

const Examples = z.object({ first: z.int().min(1).max(6) });

/** What measured generations are grouped by, as text. */
const KEYS: Readonly<Record<InsightGroup, string>> = {
  POSE: 'v.pose_id::text',
  PROMPT: 'coalesce(w.prompt_id::text, generations.prompt)',
  SCENE: 'generations.scene',
  MODEL: 'generations.model_id::text',
  JOINT: 'joint.name',
};
/** Measured generations that a condition finds. Postgres leaves out a join that nothing is read of. */
const MEASURED_FROM = (condition: string) => `(select * from generations where ${condition}) as generations
  join fidelities y on y.generation_id = generations.id left join pose_versions v on v.id = generations.pose_version_id
  left join prompt_versions w on w.id = generations.prompt_version_id`;

const ORDERS: Readonly<Record<InsightOrder, KeysetOrder>> = {
  LOST_SHARE_DESC: { name: 'LOST_SHARE_DESC', by: 'round("lostShare"::numeric, 9)', type: 'numeric', descending: true },
  SIMILARITY_ASC: { name: 'SIMILARITY_ASC', by: 'round("objectKeypointSimilarity"::numeric, 9)', type: 'numeric' },
  COUNT_DESC: { name: 'COUNT_DESC', by: '"count"::numeric', type: 'numeric', descending: true },
};

const FIGURES = (threshold: string) => `count(*)::int as count, avg(similarity) as "objectKeypointSimilarity",
  avg(precision) as "cosineAveragePrecision", avg(people)::double precision as "peopleCountError", avg(distance) as "distancePx",
  count(*) filter (where similarity < ${threshold})::int as "lostCount",
  coalesce(count(*) filter (where similarity < ${threshold})::double precision / nullif(count(*), 0), 0) as "lostShare"`;

/**
 * Which poses, prompts, scenes, models or joints lose the pose: groups of measured pictures, the worst first unless ordered otherwise.
 * It reads every picture that the filter finds.
 *
 * @throws PlatformError INVALID_INPUT
 */
export function listFidelityInsights(
  sql: Sql,
  studioId: string,
  { orderBy = 'LOST_SHARE_DESC', page, ...request }: InsightRequest & { orderBy?: InsightOrder; page: PageRequest },
): Promise<Page<FidelityInsight>> {
  const { select, values } = selectGroups(studioId, request);
  return readPage(sql, { select, values, order: ORDERS[orderBy] }, page);
}

export async function countFidelityInsights(sql: Sql, studioId: string, request: InsightRequest): Promise<number> {
  const { select, values } = selectGroups(studioId, request);
  const { rows } = await sql.query<{ count: number }>(
    `select count(*)::int as count from (${select}) as groups`,
    values,
  );
  return rows[0]!.count;
}

/** The figures of all pictures that a filter finds, whether they are in a group or not: what groups are compared with. */
export async function readFidelityFigures(
  sql: Sql,
  studioId: string,
  request: InsightRequest,
): Promise<FidelityFigures> {
  const { threshold, measured, values } = selectMeasured(studioId, request);
  const { rows } = await sql.query<FidelityFigures>(
    `select ${FIGURES(`$${values.push(threshold)}`)} from (${measured}) as measured`,
    values,
  );
  return rows[0]!;
}

/**
 * The ids of each group's worst generations, the worst first, by the group's key.
 *
 * @param limit 1..6 of each
 */
export async function readWorstGenerations(
  sql: Sql,
  studioId: string,
  keys: readonly string[],
  { limit, ...request }: InsightRequest & { readonly limit: number },
): Promise<Map<string, string[]>> {
  const { first } = parseInput(Examples, { first: limit }, 'worst');
  const { measured, values } = selectMeasured(studioId, request);
  const [asked, last] = [values.push(keys), values.push(first)];
  const { rows } = await sql.query<{ key: string; ids: string[] }>(
    `select key, array_agg(id order by place) as ids
     from (select key, id, row_number() over (partition by key order by similarity, id) as place
           from (${measured}) as measured where key = any($${asked}::text[])) as ranked
     where place <= $${last} group by key`,
    values,
  );
  return new Map(rows.map(({ key, ids }) => [key, ids]));
}

function selectGroups(studioId: string, request: InsightRequest): { select: string; values: unknown[] } {
  const { threshold, leastCount, measured, values } = selectMeasured(studioId, request);
  const [limit, least] = [values.push(threshold), values.push(leastCount)];
  // A list is read by a uuid where two are equal: a key's hash is as good as any.
  const select = `select md5(key)::uuid as id, key, ${FIGURES(`$${limit}`)} from (${measured}) as measured
    group by key having key is not null and count(*) >= $${least}`;
  return { select, values };
}

/** One row for each measured picture that the filter finds; by joint, one for each of its joints. */
function selectMeasured(studioId: string, { filter, ...rest }: InsightRequest) {
  const { groupBy, threshold, leastCount } = parseInput(Request, rest, 'fidelityInsights');
  const where = chooseGenerations(studioId, filter);
  const measured =
    groupBy === 'JOINT'
      ? `select id, ${KEYS.JOINT} as key, joint."objectKeypointSimilarity" as similarity, null::double precision as precision,
           null::integer as people, joint."distancePx" as distance
         from (select generations.id, y.joints from ${MEASURED_FROM(where.sql)}) as found,
           jsonb_to_recordset(joints) as joint (name text, "distancePx" double precision, "objectKeypointSimilarity" double precision)
         where joint."objectKeypointSimilarity" is not null`
      : `select generations.id, ${KEYS[groupBy]} as key, y.object_keypoint_similarity as similarity,
           y.cosine_average_precision as precision, y.people_count_error as people, null::double precision as distance
         from ${MEASURED_FROM(where.sql)} where y.object_keypoint_similarity is not null`;
  return { threshold, leastCount, measured, values: [...where.values] };
}
