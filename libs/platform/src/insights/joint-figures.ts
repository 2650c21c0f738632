import { getSkeleton } from '@contrapposto/pose';
import { MEASURED_FROM } from './measured-generations.js';

/** coco17's, in the order of the columns joint_similarities and joint_distances: see prisma/migrations. */
const JOINTS = getSkeleton('coco17').keypointNames;

/** What comes of the sums of one joint, or of all. */
export const JOINT_FIGURES = `count::int as count, similarity / nullif(count, 0) as "objectKeypointSimilarity",
  null::double precision as "cosineAveragePrecision", null::double precision as "peopleCountError",
  distance / nullif(found, 0) as "distancePx", lost::int as "lostCount",
  coalesce(lost::double precision / nullif(count, 0), 0) as "lostShare"`;

/**
 * One row for each joint: `key`, `count` of the pictures in whose pose somebody has it, sum of their `similarity`, how many times it was `found`, sum of
 * its `distance`, and how many have `lost` it. All joints are summed up in one reading, beside each other.
 *
 * @param condition on generations
 * @param threshold the parameter below which a joint is lost
 */
export function selectJointSums(condition: string, threshold: string): string {
  const sums = JOINTS.map((_, index) => sumUp(index + 1, threshold)).join(', ');
  const rows = JOINTS.map((name, index) => `('${name}', ${SUMS.map((sum) => `${sum}_${index + 1}`).join(', ')})`);
  return `select joint.* from (select ${sums} from ${MEASURED_FROM(condition)}) as sums,
    lateral (values ${rows.join(', ')}) as joint (key, ${SUMS.join(', ')})`;
}

/** The same of all joints together. */
export function selectAllJoints(condition: string, threshold: string): string {
  return `select ${SUMS.map((sum) => `coalesce(sum(${sum}), 0)::double precision as ${sum}`).join(', ')}
    from (${selectJointSums(condition, threshold)}) as joints`;
}

const SUMS = ['count', 'similarity', 'found', 'distance', 'lost'];

function sumUp(place: number, threshold: string): string {
  const [similarity, distance] = [`y.joint_similarities[${place}]`, `y.joint_distances[${place}]`];
  return `count(${similarity}) as count_${place}, sum(${similarity}) as similarity_${place},
    count(${distance}) as found_${place}, sum(${distance}) as distance_${place},
    count(*) filter (where ${similarity} < ${threshold}) as lost_${place}`;
}

/**
 * The ids of the worst generations of each joint, the worst first: `key`, `ids`. They are read once, and looked through for each joint.
 *
 * @param condition on generations
 * @param keys the parameter of names
 * @param limit the parameter of how many of each
 */
export function selectWorstByJoint(condition: string, keys: string, limit: string): string {
  const places = JOINTS.map((name, index) => `('${name}', ${index + 1})`).join(', ');
  return `with measured as materialized (
      select generations.id, y.joint_similarities as similarities from ${MEASURED_FROM(condition)})
    select key, array_agg(worst.id order by worst.similarity, worst.id) as ids
    from (values ${places}) as joint (key, place), lateral (
      select id, similarities[place] as similarity from measured where similarities[place] is not null
      order by 2, 1 limit ${limit}) as worst
    where key = any(${keys}::text[]) group by key`;
}
