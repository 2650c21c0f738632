import { getSkeleton, isLabelled, type Keypoint, type PersonPose, type Pose } from '@contrapposto/pose';

/** Where a joint went. Null: it is not labelled on that side, or the skeleton has none of that name. */
export interface JointChange {
  readonly name: string;
  readonly from: Keypoint | null;
  readonly to: Keypoint | null;
  /** In pixels; null where it is missing on a side. */
  readonly distancePx: number | null;
}

export interface PersonChange {
  /** Place in the people of each pose; null for who came or went. */
  readonly from: number | null;
  readonly to: number | null;
  /** Those that moved, came, went or are seen otherwise, in the skeleton's order. */
  readonly joints: readonly JointChange[];
}

/** What an editor did between two states of a pose. */
export interface PoseDiff {
  readonly skeletonChanged: boolean;
  readonly canvasChanged: boolean;
  /** Those in whom anything changed. */
  readonly people: readonly PersonChange[];
  /** The farthest way of a joint, in pixels. */
  readonly maxDistancePx: number;
}

/**
 * Joint by joint, by name. People are the same where their ids are; those without one are paired with whom they are nearest to, the nearest
 * pair first. Coordinates are each pose's own pixels: nothing is scaled where the canvas changed.
 */
export function computePoseDiff(from: Pose, to: Pose): PoseDiff {
  const pairs = pairPeople(from, to);
  const people = pairs
    .map(([before, after]) => ({ from: before, to: after, joints: compareJoints(from, before, to, after) }))
    .filter(({ from: before, to: after, joints }) => before === null || after === null || joints.length > 0);
  const distances = people.flatMap(({ joints }) => joints.map(({ distancePx }) => distancePx ?? 0));
  return {
    skeletonChanged: from.skeleton !== to.skeleton,
    canvasChanged: from.width !== to.width || from.height !== to.height,
    people,
    maxDistancePx: distances.reduce((most, distance) => Math.max(most, distance), 0),
  };
}

type Joints = ReadonlyMap<string, Keypoint>;
type Pair = readonly [from: number | null, to: number | null];

function readJoints({ skeleton }: Pose, person: PersonPose | undefined): Joints {
  const names = getSkeleton(skeleton).keypointNames;
  const labelled = (person?.keypoints ?? []).map((keypoint, index) => [names[index]!, keypoint] as const);
  return new Map(labelled.filter(([, keypoint]) => isLabelled(keypoint)));
}

function compareJoints(from: Pose, before: number | null, to: Pose, after: number | null): JointChange[] {
  const old = readJoints(from, before === null ? undefined : from.people[before]);
  const current = readJoints(to, after === null ? undefined : to.people[after]);
  return [...new Set([...old.keys(), ...current.keys()])]
    .map((name) => toChange(name, old.get(name) ?? null, current.get(name) ?? null))
    .filter(({ from: a, to: b }) => a?.x !== b?.x || a?.y !== b?.y || a?.visibility !== b?.visibility);
}

function toChange(name: string, from: Keypoint | null, to: Keypoint | null): JointChange {
  return { name, from, to, distancePx: from && to && Math.hypot(to.x - from.x, to.y - from.y) };
}

function pairPeople(from: Pose, to: Pose): Pair[] {
  const free = new Set(to.people.keys());
  const pairs = new Map<number, number>();
  const join = (before: number, after: number) => {
    if (pairs.has(before) || !free.delete(after)) return;
    pairs.set(before, after);
  };
  for (const [before, { id }] of from.people.entries())
    if (id !== undefined)
      join(
        before,
        to.people.findIndex((person) => person.id === id),
      );
  for (const { before, after } of listDistances(from, to)) join(before, after);
  return [
    ...from.people.map((_, before): Pair => [before, pairs.get(before) ?? null]),
    ...[...free].map((after): Pair => [null, after]),
  ];
}

/** Every two people who have a joint in common, the nearest first. */
function listDistances(from: Pose, to: Pose) {
  const current = to.people.map((person) => readJoints(to, person));
  return from.people
    .flatMap((person, before) => {
      const old = readJoints(from, person);
      return current.map((joints, after) => ({ before, after, distance: meanDistance(old, joints) }));
    })
    .filter(({ distance }) => Number.isFinite(distance))
    .sort((a, b) => a.distance - b.distance);
}

/** Over the joints that both have; NaN where there is none. */
function meanDistance(old: Joints, current: Joints): number {
  const common = [...old].flatMap(([name, { x, y }]) => {
    const other = current.get(name);
    return other ? [Math.hypot(other.x - x, other.y - y)] : [];
  });
  return common.reduce((sum, distance) => sum + distance, 0) / common.length;
}
