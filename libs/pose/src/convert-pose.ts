import { type ConversionLoss, type ConversionReport, createConversionReport } from './formats/conversion-report.js';
import { isLabelled, UNLABELLED } from './keypoint.js';
import { type SkeletonDefinition } from './skeletons/definition.js';
import { getSkeleton } from './skeletons/registry.js';
import { type Keypoint, type PersonPose, type Pose, type SkeletonName, type Visibility } from './types.js';

export interface SynthesizedJoint {
  readonly name: string;
  /** The joints whose mean it is. */
  readonly from: readonly string[];
  /** People for whom it could be made. */
  readonly people: number;
}

export interface LostJoint {
  readonly name: string;
  /** People who had it labelled. */
  readonly people: number;
}

/** What a change of skeleton did, joint by joint. */
export interface SkeletonConversionReport extends ConversionReport {
  readonly from: SkeletonName;
  readonly to: SkeletonName;
  readonly kept: readonly string[];
  readonly synthesized: readonly SynthesizedJoint[];
  readonly lost: readonly LostJoint[];
  /** Joints of the new skeleton that nothing in the old one tells of: unlabelled in everyone. */
  readonly missing: readonly string[];
}

export interface ConvertPoseOptions {
  /** A joint that has a score takes part in making another only strictly above this. Default 0.05. */
  readonly scoreThreshold?: number;
}

/** Joints that stand between others: the only ones that can be made rather than copied. */
const MIDPOINTS: Readonly<Record<string, readonly [string, string]>> = { neck: ['left_shoulder', 'right_shoulder'] };

type JointSource =
  { kind: 'kept'; index: number } | { kind: 'middle'; of: readonly [number, number] } | { kind: 'none' };

function planJoint(name: string, from: SkeletonDefinition): JointSource {
  const index = from.keypointNames.indexOf(name);
  if (index >= 0) return { kind: 'kept', index };
  const parts = MIDPOINTS[name]?.map((part) => from.keypointNames.indexOf(part)) ?? [];
  const [first = -1, second = -1] = parts;
  return first >= 0 && second >= 0 ? { kind: 'middle', of: [first, second] } : { kind: 'none' };
}

function computeMiddle(a: Keypoint, b: Keypoint, scoreThreshold: number): Keypoint {
  if (!isLabelled(a, scoreThreshold) || !isLabelled(b, scoreThreshold)) return UNLABELLED;
  const visibility = Math.min(a.visibility, b.visibility) as Visibility;
  const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, visibility };
  const scores = [a.score, b.score].filter((score) => score !== undefined);
  return scores.length > 0 ? { ...middle, score: Math.min(...scores) } : middle;
}

function convertPerson(person: PersonPose, plan: readonly JointSource[], scoreThreshold: number): PersonPose {
  const at = (index: number) => person.keypoints[index] ?? UNLABELLED;
  const keypoints = plan.map((source) => {
    if (source.kind === 'kept') return at(source.index);
    return source.kind === 'middle' ? computeMiddle(at(source.of[0]), at(source.of[1]), scoreThreshold) : UNLABELLED;
  });
  return { ...person, keypoints };
}

function countLabelled(people: readonly PersonPose[], index: number): number {
  return people.filter((person) => isLabelled(person.keypoints[index] ?? UNLABELLED)).length;
}

function listLosses(
  to: string,
  synthesized: readonly SynthesizedJoint[],
  lost: readonly LostJoint[],
): ConversionLoss[] {
  return [
    ...synthesized.map(({ name, from, people }): ConversionLoss => {
      const reason = `the mean of ${from.join(' and ')}`;
      return { kind: 'SYNTHESIZED', what: `joint ${name}`, count: people, reversible: true, reason };
    }),
    ...lost.map(({ name, people }): ConversionLoss => {
      return { kind: 'DROPPED', what: `joint ${name}`, count: people, reason: `${to} has no such joint` };
    }),
  ];
}

/**
 * Puts a pose onto another skeleton. Joints go over by name; OpenPose's neck is the mean of the two shoulders where both
 * are known, as occluded as the worse of them and as sure as the less sure; what has no place is lost, and the report says
 * so. Boxes, areas, ids and other fields stay.
 * @throws PoseError UNKNOWN_SKELETON.
 */
export function convertPose(
  pose: Pose,
  toSkeleton: SkeletonName,
  { scoreThreshold = 0.05 }: ConvertPoseOptions = {},
): { pose: Pose; report: SkeletonConversionReport } {
  const from = getSkeleton(pose.skeleton);
  const to = getSkeleton(toSkeleton);
  const plan = to.keypointNames.map((name) => planJoint(name, from));
  const people = from === to ? pose.people : pose.people.map((person) => convertPerson(person, plan, scoreThreshold));

  const namesOf = (kind: JointSource['kind']) => to.keypointNames.filter((_, index) => plan[index]?.kind === kind);
  const lostNames = from.keypointNames.filter((name) => !to.keypointNames.includes(name));
  const synthesized = namesOf('middle').map((name) => ({
    name,
    from: MIDPOINTS[name] ?? [],
    people: countLabelled(people, to.keypointNames.indexOf(name)),
  }));
  const lost = lostNames.map((name) => ({
    name,
    people: countLabelled(pose.people, from.keypointNames.indexOf(name)),
  }));
  const report: SkeletonConversionReport = {
    ...createConversionReport(from.name, to.name, listLosses(to.name, synthesized, lost)),
    from: from.name,
    to: to.name,
    kept: namesOf('kept'),
    synthesized,
    lost,
    missing: namesOf('none'),
  };
  return { pose: { ...pose, skeleton: to.name, people }, report };
}
