import {
  assertComparison,
  explainPoseDistance,
  type JointDistance,
  type NearDuplicateOptions,
  type NearDuplicates,
  type Pose as PoseData,
  type PoseDescriptor,
} from '@contrapposto/pose';
import type { Sql } from '../database/database.js';
import { PlatformError } from '../errors.js';
import { runAside } from '../threads/run-aside.js';
import type { PairShapesInput } from './pair-shapes.js';
import { describePeople, parseShapeId } from './shape-id.js';

export interface NearDuplicatePoses {
  readonly poseIds: readonly [string, string];
  /** Which of each pose's people. */
  readonly people: readonly [number, number];
  /** In squared radii. */
  readonly distance: number;
  readonly mirrored: boolean;
  /** What each joint of the first adds to the distance, the greatest first. */
  readonly joints: readonly JointDistance[];
}

export interface NearDuplicateReport {
  /** Shapes that were compared. */
  readonly shapes: number;
  /** The nearest first; two people of one pose are no pair. */
  readonly pairs: readonly NearDuplicatePoses[];
  readonly truncated: boolean;
}

/**
 * Poses of a library that are nearly the same; those that are deprecated have been dealt with. It reads the whole library, and compares in a thread of its own.
 * @throws PlatformError NOT_FOUND for a library of another studio, TOO_MANY for one that does not fit into the thread's memory.
 * @throws PoseError INVALID_COMPARISON.
 */
export async function findNearDuplicates(
  sql: Sql,
  studioId: string,
  libraryId: string,
  options: NearDuplicateOptions,
): Promise<NearDuplicateReport> {
  assertComparison(options);
  const { rows } = await sql.query<{ id: string | null; pose: PoseData }>(
    `select p.id, v.pose from pose_libraries l
       left join poses p on p.library_id = l.id and p.archived_at is null and p.deprecated_at is null
       left join pose_versions v on v.pose_id = p.id and v.version = p.current_version
     where l.id = $1 and l.studio_id = $2`,
    [libraryId, studioId],
  );
  const where = `library ${libraryId}`;
  if (rows.length === 0) {
    const report = { expected: 'a library of this studio', got: 'none', where, advice: 'Look up its id.' };
    throw new PlatformError('NOT_FOUND', report, { field: 'libraryId' });
  }
  const shapes = rows.flatMap(({ id, pose }) => (id === null ? [] : describePeople(id, pose)));
  const input: PairShapesInput = { shapes, options };
  const aside = await runAside<NearDuplicates>('near-duplicates.mjs', input);
  if ('outcome' in aside) return toReport(new Map(shapes), options, aside.outcome);
  const report = {
    expected: 'a library that fits into memory',
    got: `${shapes.length} shapes`,
    where,
    advice: 'Split it.',
  };
  throw new PlatformError('TOO_MANY', report, { field: 'libraryId' });
}

function toReport(
  shapes: ReadonlyMap<string, PoseDescriptor>,
  options: NearDuplicateOptions,
  { pairs, truncated }: NearDuplicates,
): NearDuplicateReport {
  const ofPoses = pairs.flatMap(({ ids: [one, other] }): NearDuplicatePoses[] => {
    if (parseShapeId(one).poseId === parseShapeId(other).poseId) return [];
    // A joint that one of them lacks is a cost only where the other looks for it: the nearer way round is the distance.
    const ways = [explainPair(shapes, one, other, options), explainPair(shapes, other, one, options)];
    return ways.sort((a, b) => a.distance - b.distance).slice(0, 1);
  });
  return { shapes: shapes.size, pairs: ofPoses, truncated };
}

function explainPair(
  shapes: ReadonlyMap<string, PoseDescriptor>,
  from: string,
  to: string,
  options: NearDuplicateOptions,
): NearDuplicatePoses {
  const [a, b] = [parseShapeId(from), parseShapeId(to)];
  const explanation = explainPoseDistance(shapes.get(from)!, shapes.get(to)!, options);
  const { distance = Infinity, mirrored = false, joints = [] } = explanation ?? {};
  return { poseIds: [a.poseId, b.poseId], people: [a.person, b.person], distance, mirrored, joints };
}
