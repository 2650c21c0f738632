import { z } from 'zod';
import type { Sql } from '../database/database.js';
import { chooseGenerations, type GenerationFilter } from '../generations/list-generations.js';
import { type KeysetOrder, type Page, type PageRequest, readPage } from '../paging/read-page.js';
import { parseInput } from '../parse-input.js';
import { JOINT_FIGURES, selectAllJoints, selectJointSums, selectWorstByJoint } from './joint-figures.js';
import { MEASURED_FROM } from './measured-generations.js';

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

/** What measured generations are grouped by, as text. Joints are figured out of columns of their own: see joint-figures.ts. */
const KEYS: Readonly<Record<Exclude<InsightGroup, 'JOINT'>, string>> = {
  POSE: 'v.pose_id::text',
  PROMPT: 'coalesce(w.prompt_id::text, generations.prompt)',
  SCENE: 'generations.scene',
  MODEL: 'generations.model_id::text',
};

const ORDERS: Readonly<Record<InsightOrder, KeysetOrder>> = {
  LOST_SHARE_DESC: { name: 'LOST_SHARE_DESC', by: 'round("lostShare"::numeric, 9)', type: 'numeric', descending: true },
  SIMILARITY_ASC: { name: 'SIMILARITY_ASC', by: 'round("objectKeypointSimilarity"::numeric, 9)', type: 'numeric' },
  COUNT_DESC: { name: 'COUNT_DESC', by: '"count"::numeric', type: 'numeric', descending: true },
};

const FIGURES = (threshold: string) => `count(*)::int as count, avg(similarity) as "objectKeypointSimilarity",
  avg(precision) as "cosineAveragePrecision", avg(people)::double precision as "peopleCountError", null::double precision as "distancePx",
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
  const { groupBy, threshold, where } = parse(studioId, request);
  const values = [...where.values];
  const limit = `$${values.push(threshold)}`;
  const select =
    groupBy === 'JOINT'
      ? `select ${JOINT_FIGURES} from (${selectAllJoints(where.sql, limit)}) as joints`
      : `select ${FIGURES(limit)} from (${selectMeasured(groupBy, where.sql)}) as measured`;
  const { rows } = await sql.query<FidelityFigures>(select, values);
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
  const { groupBy, where } = parse(studioId, request);
  const values = [...where.values];
  const [asked, last] = [`$${values.push(keys)}`, `$${values.push(first)}`];
  const { rows } = await sql.query<{ key: string; ids: string[] }>(
    groupBy === 'JOINT'
      ? selectWorstByJoint(where.sql, asked, last)
      : selectWorst(selectMeasured(groupBy, where.sql), asked, last),
    values,
  );
  return new Map(rows.map(({ key, ids }) => [key, ids]));
}

function selectWorst(measured: string, keys: string, limit: string): string {
  return `select key, array_agg(id order by place) as ids
    from (select key, id, row_number() over (partition by key order by similarity, id) as place
          from (${measured}) as measured where key = any(${keys}::text[])) as ranked
    where place <= ${limit} group by key`;
}

function selectGroups(studioId: string, request: InsightRequest): { select: string; values: unknown[] } {
  const { groupBy, threshold, leastCount, where } = parse(studioId, request);
  const values = [...where.values];
  const [limit, least] = [`$${values.push(threshold)}`, `$${values.push(leastCount)}`];
  // A list is read by a uuid where two are equal: a key's hash is as good as any.
  const select =
    groupBy === 'JOINT'
      ? `select md5(key)::uuid as id, key, ${JOINT_FIGURES} from (${selectJointSums(where.sql, limit)}) as joints
         where count >= ${least}`
      : `select md5(key)::uuid as id, key, ${FIGURES(limit)} from (${selectMeasured(groupBy, where.sql)}) as measured
         group by key having key is not null and count(*) >= ${least}`;
  return { select, values };
}

function parse(studioId: string, { filter, ...rest }: InsightRequest) {
  return { ...parseInput(Request, rest, 'fidelityInsights'), where: chooseGenerations(studioId, filter) };
}

/** One row for each measured picture that the filter finds. */
function selectMeasured(groupBy: keyof typeof KEYS, condition: string): string {
  return `select generations.id, ${KEYS[groupBy]} as key, y.object_keypoint_similarity as similarity,
      y.cosine_average_precision as precision, y.people_count_error as people
    from ${MEASURED_FROM(condition)} where y.object_keypoint_similarity is not null`;
}
