import {
  describePose,
  explainPoseDistance,
  type JointDistance,
  type Pose as PoseData,
  type PoseComparison,
  type PoseDescriptor,
  PoseSelection,
} from '@contrapposto/pose';
import type { Sql } from '../database/database.js';
import { PlatformError } from '../errors.js';
import { type PoseChange, type PoseChangeMark, readPoseChanges } from '../library/read-pose-changes.js';
import type { FoundShape } from './pose-shard.js';
import { ShapeIndex, type ShapeIndexOptions } from './shape-index.js';
import { describePeople, parseShapeId } from './shape-id.js';

/** What to look for: a person of a pose in the library, or of one that is not (uploaded, sketched). Default: the first person. */
export type PoseLike =
  { readonly poseId: string; readonly person?: number } | { readonly pose: PoseData; readonly person?: number };

export interface FindSimilarOptions {
  readonly like: PoseLike;
  /** Invariances, joints, visible ones only. Place and size never count. */
  readonly comparison?: PoseComparison;
  /** Poses at most, 1..200. Default 10. */
  readonly limit?: number;
  /** In squared radii: see `computePoseDistance`. */
  readonly maxDistance?: number;
  /** Only these poses, as `selectPoseIds` chooses them. Default: all that are not archived. */
  readonly poseIds?: readonly string[];
}

/** A pose, by its person that is nearest. */
export interface SimilarPose {
  readonly poseId: string;
  readonly versionId: string;
  readonly person: number;
  readonly distance: number;
  /** Whether it is the mirror image that is so near. */
  readonly mirrored: boolean;
  /** What each joint adds to the distance, the greatest first. */
  readonly joints: readonly JointDistance[];
}

/** What is known of an indexed pose besides its shapes. */
interface IndexedPose {
  readonly studioId: string;
  readonly libraryId: string;
  readonly versionId: string;
  readonly shapeIds: readonly string[];
}

const USUAL_LIMIT = 10;
const LIMIT = 200;
const MOST_SHAPES = 4096;

/**
 * Poses of the database by shape. Each process that searches has its own index, which catches up before every search: what was committed before
 * a search began, on whichever node, is found. The first search reads all poses.
 */
export class PoseSearch implements AsyncDisposable {
  readonly #sql: Sql;
  readonly #options: ShapeIndexOptions;
  readonly #studios = new Map<string, ShapeIndex>();
  readonly #poses = new Map<string, IndexedPose>();
  #mark: PoseChangeMark | null = null;
  #running: Promise<void> | null = null;
  #next: Promise<void> | null = null;

  constructor(sql: Sql, options: ShapeIndexOptions = {}) {
    this.#sql = sql;
    this.#options = options;
  }

  /**
   * The studio's poses that are nearest in shape, the nearest first; a pose is not like itself.
   * @throws PlatformError NOT_FOUND for a pose or a person that is not there, INVALID_INPUT for a limit.
   * @throws PoseError INVALID_COMPARISON.
   */
  async findSimilar(studioId: string, options: FindSimilarOptions): Promise<SimilarPose[]> {
    const { like, comparison = {}, limit = USUAL_LIMIT, maxDistance = Infinity, poseIds } = options;
    assertLimit(limit);
    const [query] = await Promise.all([this.#describe(studioId, like), this.catchUp()]);
    const index = this.#studios.get(studioId);
    if (!index) return [];
    const filter = await this.#select(studioId, poseIds);
    const excluded = 'poseId' in like ? like.poseId : null;
    const search = { ...comparison, maxDistance, ...(filter && { filter }) };
    const nearest = await findNearestPoses(index, query, search, limit, excluded);
    return nearest.flatMap((match) => this.#toSimilar(query, comparison, match));
  }

  /** Takes in what was committed before this call. */
  catchUp(): Promise<void> {
    if (!this.#running) return (this.#running = this.#read().finally(() => (this.#running = null)));
    // What runs may have looked before the caller's last commit: the next look will not have.
    const after = this.#running.catch(() => undefined);
    return (this.#next ??= after.then(() => {
      this.#next = null;
      return this.catchUp();
    }));
  }

  async dispose(): Promise<void> {
    await Promise.all([...this.#studios.values()].map((index) => index.dispose()));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose();
  }

  async #read(): Promise<void> {
    if ([...this.#studios.values()].some((index) => index.isBroken)) await this.#startAnew();
    for (let more = true; more;) {
      const changes = await readPoseChanges(this.#sql, this.#mark);
      for (const id of changes.deletedIds) this.#remove(id);
      this.#take(changes.changed);
      this.#mark = changes.next;
      more = changes.more;
    }
  }

  async #startAnew(): Promise<void> {
    await this.dispose();
    this.#studios.clear();
    this.#poses.clear();
    this.#mark = null;
  }

  #take(changed: readonly PoseChange[]): void {
    const shapes = new Map<string, (readonly [string, PoseDescriptor])[]>();
    for (const { id, versionId, studioId, libraryId, archived, data } of changed) {
      const known = this.#poses.get(id);
      if (known?.versionId === versionId && known.libraryId === libraryId && !archived) continue;
      this.#remove(id);
      if (archived) continue;
      const people = describePeople(id, data);
      this.#poses.set(id, { studioId, libraryId, versionId, shapeIds: people.map(([shapeId]) => shapeId) });
      const ofStudio = shapes.get(studioId);
      if (ofStudio) ofStudio.push(...people);
      else shapes.set(studioId, people);
    }
    for (const [studioId, entries] of shapes) this.#indexOf(studioId).set(entries);
  }

  #remove(id: string): void {
    const known = this.#poses.get(id);
    if (!known) return;
    this.#indexOf(known.studioId).delete(known.shapeIds);
    this.#poses.delete(id);
  }

  #indexOf(studioId: string): ShapeIndex {
    const known = this.#studios.get(studioId);
    if (known) return known;
    const index = new ShapeIndex(this.#options);
    this.#studios.set(studioId, index);
    return index;
  }

  /** The shapes among which to search; undefined: all. */
  async #select(studioId: string, poseIds: readonly string[] | undefined): Promise<PoseSelection | undefined> {
    if (poseIds) return new PoseSelection(poseIds.flatMap((id) => this.#poses.get(id)?.shapeIds ?? []));
    const archived = await this.#sql.query<{ id: string }>(
      'select id from pose_libraries where studio_id = $1 and archived_at is not null',
      [studioId],
    );
    if (archived.rows.length === 0) return undefined;
    const hidden = new Set(archived.rows.map(({ id }) => id));
    const shown = [...this.#poses.values()].filter((pose) => pose.studioId === studioId && !hidden.has(pose.libraryId));
    return new PoseSelection(shown.flatMap(({ shapeIds }) => shapeIds));
  }

  async #describe(studioId: string, like: PoseLike): Promise<PoseDescriptor> {
    const pose = 'pose' in like ? like.pose : await readPose(this.#sql, studioId, like.poseId);
    const { person = 0 } = like;
    const descriptor = describePose(pose)[person];
    if (descriptor) return descriptor;
    const got =
      descriptor === null
        ? `person ${person} with fewer than three joints, or all in one place`
        : `no person ${person}`;
    throw new PlatformError(
      'NOT_FOUND',
      {
        expected: 'a person with a shape to compare',
        got,
        where: 'the pose to look for',
        advice: 'Name another person, or draw more of this one.',
      },
      { field: 'like.person' },
    );
  }

  #toSimilar(query: PoseDescriptor, comparison: PoseComparison, match: FoundShape): SimilarPose[] {
    const { poseId, person } = parseShapeId(match.id);
    const pose = this.#poses.get(poseId);
    const { joints = [] } = explainPoseDistance(query, match.descriptor, comparison) ?? {};
    const { distance, mirrored } = match;
    return pose ? [{ poseId, versionId: pose.versionId, person, distance, mirrored, joints }] : [];
  }
}

/** The nearest person of each pose. Where poses have many people, it takes more than one look. */
async function findNearestPoses(
  index: ShapeIndex,
  query: PoseDescriptor,
  options: Omit<Parameters<ShapeIndex['search']>[1] & object, 'limit'>,
  limit: number,
  excluded: string | null,
): Promise<FoundShape[]> {
  for (let most = 2 * limit + 8; ; most *= 4) {
    const asked = Math.min(most, MOST_SHAPES);
    const found = await index.search(query, { ...options, limit: asked });
    const nearest = new Map<string, FoundShape>();
    for (const match of found) {
      const { poseId } = parseShapeId(match.id);
      if (poseId !== excluded && !nearest.has(poseId)) nearest.set(poseId, match);
    }
    if (nearest.size >= limit || found.length < asked || asked === MOST_SHAPES)
      return [...nearest.values()].slice(0, limit);
  }
}

async function readPose(sql: Sql, studioId: string, poseId: string): Promise<PoseData> {
  const { rows } = await sql.query<{ pose: PoseData }>(
    `select v.pose from poses p join pose_libraries l on l.id = p.library_id
       join pose_versions v on v.pose_id = p.id and v.version = p.current_version
     where p.id = $1 and l.studio_id = $2`,
    [poseId, studioId],
  );
  if (rows[0]) return rows[0].pose;
  const report = {
    expected: 'a pose of this studio',
    got: poseId,
    where: 'the pose to look for',
    advice: 'Look up its id.',
  };
  throw new PlatformError('NOT_FOUND', report, { field: 'like.poseId' });
}

function assertLimit(limit: number): void {
  if (Number.isInteger(limit) && limit >= 1 && limit <= LIMIT) return;
  const report = { expected: `1..${LIMIT}`, got: String(limit), where: 'limit', advice: 'Ask for fewer poses.' };
  throw new PlatformError('INVALID_INPUT', report, { field: 'limit' });
}
