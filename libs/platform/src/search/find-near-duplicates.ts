import {
  assertComparison,
  type NearDuplicateOptions,
  type NearDuplicates,
  type Pose as PoseData,
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
}

export interface NearDuplicateReport {
  /** Shapes that were compared. */
  readonly shapes: number;
  /** The nearest first; two people of one pose are no pair. */
  readonly pairs: readonly NearDuplicatePoses[];
  readonly truncated: boolean;
}

/**
 * Poses of a library that are nearly the same. It reads the whole library, and compares in a thread of its own.
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
       left join poses p on p.library_id = l.id and p.archived_at is null
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
  if ('outcome' in aside) return toReport(shapes.length, aside.outcome);
  const report = {
    expected: 'a library that fits into memory',
    got: `${shapes.length} shapes`,
    where,
    advice: 'Split it.',
  };
  throw new PlatformError('TOO_MANY', report, { field: 'libraryId' });
}

function toReport(shapes: number, { pairs, truncated }: NearDuplicates): NearDuplicateReport {
  const ofPoses = pairs.flatMap(({ ids, distance, mirrored }): NearDuplicatePoses[] => {
    const [a, b] = [parseShapeId(ids[0]), parseShapeId(ids[1])];
    if (a.poseId === b.poseId) return [];
    return [{ poseIds: [a.poseId, b.poseId], people: [a.person, b.person], distance, mirrored }];
  });
  return { shapes, pairs: ofPoses, truncated };
}
