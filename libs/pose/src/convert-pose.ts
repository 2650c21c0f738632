import { type ConversionLoss, type ConversionReport, createConversionReport } from './formats/conversion-report.js';
import { isLabelled, UNLABELLED } from './keypoint.js';
import { type SkeletonDefinition } from './skeletons/definition.js';
import { resolveLandmark } from './skeletons/landmarks.js';
import { getSkeleton } from './skeletons/registry.js';
import { type Keypoint, type PersonPose, type Pose, type SkeletonName, type Visibility } from './types.js';

export interface KeptJoint {
  /** Its name in the old skeleton and in the new. */
  readonly from: string;
  readonly to: string;
}

export interface SynthesizedJoint {
  readonly name: string;
  /** The joints whose weighted mean it is. */
  readonly from: readonly string[];
  /** People for whom it could be made. */
  readonly people: number;
}

export interface LostJoint {
  readonly name: string;
  /** People who had it labelled. */
  readonly people: number;
}

export interface MergedJoint extends LostJoint {
  /** Joints of the new skeleton that it is a part of. */
  readonly into: readonly string[];
}

/** What a change of skeleton did, joint by joint: every old joint is kept, merged or lost, every new one kept, synthesized or missing. */
export interface SkeletonConversionReport extends ConversionReport {
  readonly from: SkeletonName;
  readonly to: SkeletonName;
  /** Went over as they are, and come back as they were. Names in the new skeleton; `renamed` has both. */
  readonly kept: readonly string[];
  /** Of those kept, the ones whose name changed. */
  readonly renamed: readonly KeptJoint[];
  readonly synthesized: readonly SynthesizedJoint[];
  /** Joints without a place of their own that live on in a synthesized one. */
  readonly merged: readonly MergedJoint[];
  readonly lost: readonly LostJoint[];
  /** Joints of the new skeleton that nothing in the old one tells of: unlabelled in everyone. */
  readonly missing: readonly string[];
}

export interface ConvertPoseOptions {
  /** A joint that has a score takes part in making another only strictly above this. Default 0.05. */
  readonly scoreThreshold?: number;
}

/** A joint of the old skeleton, and how much of the new joint it makes up. */
interface Share {
  readonly index: number;
  readonly weight: number;
}

/** One share: the joint itself. Several: their weighted mean. None: unlabelled. */
type JointSource = readonly Share[];

type Names = readonly string[];

const isKept = (source: JointSource) => source.length === 1;
const isSynthesized = (source: JointSource) => source.length > 1;

const PLANS = new Map<string, readonly JointSource[]>();

/** Skeletons are constant: each pair is planned once. */
function planJoints(from: SkeletonDefinition, to: SkeletonDefinition): readonly JointSource[] {
  const key = `${from.name} ${to.name}`;
  const plan = PLANS.get(key) ?? computePlan(from, to);
  PLANS.set(key, plan);
  return plan;
}

function computePlan(from: SkeletonDefinition, to: SkeletonDefinition): JointSource[] {
  const isKnown = (landmark: string) => from.landmarks.includes(landmark);
  return to.landmarks.map((landmark) =>
    (resolveLandmark(landmark, isKnown) ?? []).map(({ landmark: known, weight }) => ({
      index: from.landmarks.indexOf(known),
      weight,
    })),
  );
}

/** As occluded as the worst of its parts, and as sure as the least sure; unlabelled where a part is not known. */
function computeMean(keypoints: readonly Keypoint[], source: JointSource, scoreThreshold: number): Keypoint {
  let [x, y, visibility, score]: [number, number, Visibility, number | undefined] = [0, 0, 2, undefined];
  for (const { index, weight } of source) {
    const part = keypoints[index] ?? UNLABELLED;
    if (!isLabelled(part, scoreThreshold)) return UNLABELLED;
    x += part.x * weight;
    y += part.y * weight;
    visibility = Math.min(visibility, part.visibility) as Visibility;
    if (part.score !== undefined) score = Math.min(score ?? part.score, part.score);
  }
  return { x, y, visibility, ...(score !== undefined && { score }) };
}

/** Joints that went over as they are stay hidden under their new names. */
function convertHidden(hidden: readonly string[], plan: readonly JointSource[], from: Names, to: Names): string[] {
  return to.filter((_, joint) => {
    const source = plan[joint]!;
    return isKept(source) && hidden.includes(from[source[0]!.index]!);
  });
}

function convertPerson(
  { hidden, ...person }: PersonPose,
  plan: readonly JointSource[],
  [from, to]: readonly [Names, Names],
  scoreThreshold: number,
): PersonPose {
  const keypoints = plan.map((source) => {
    if (isKept(source)) return person.keypoints[source[0]!.index] ?? UNLABELLED;
    return isSynthesized(source) ? computeMean(person.keypoints, source, scoreThreshold) : UNLABELLED;
  });
  return { ...person, keypoints, ...(hidden && { hidden: convertHidden(hidden, plan, from, to) }) };
}

function countLabelled(people: readonly PersonPose[], index: number): number {
  return people.filter((person) => isLabelled(person.keypoints[index] ?? UNLABELLED)).length;
}

class ConversionAccount {
  private readonly keptOf = new Map<number, number>();
  private readonly partOf = new Map<number, string[]>();

  constructor(
    private readonly from: SkeletonDefinition,
    private readonly to: SkeletonDefinition,
    private readonly plan: readonly JointSource[],
    private readonly scoreThreshold: number,
  ) {
    for (const [joint, source] of plan.entries()) {
      if (isKept(source)) this.keptOf.set(source[0]!.index, joint);
      else
        for (const { index } of source)
          this.partOf.set(index, [...(this.partOf.get(index) ?? []), to.keypointNames[joint]!]);
    }
  }

  /** Joints of the old skeleton that nobody labelled, and that the way back would make: how many people each. */
  private *listMadeOnReturn(before: readonly PersonPose[], after: readonly PersonPose[]): Generator<ConversionLoss> {
    for (const [index, source] of planJoints(this.to, this.from).entries()) {
      if (!isSynthesized(source)) continue;
      const isMade = (person: PersonPose, at: number) =>
        person.keypoints[index]?.visibility === 0 &&
        computeMean(after[at]!.keypoints, source, this.scoreThreshold).visibility > 0;
      const what = `joint ${this.from.keypointNames[index]!}`;
      const reason = 'it is not labelled, and the way back makes it';
      yield { kind: 'SYNTHESIZED', what, count: before.filter(isMade).length, reason };
    }
  }

  private namesWhere(accept: (source: JointSource) => boolean): string[] {
    return this.to.keypointNames.filter((_, joint) => accept(this.plan[joint]!));
  }

  private listRenamed(): KeptJoint[] {
    const pairs = [...this.keptOf].map(([old, joint]) => ({
      from: this.from.keypointNames[old]!,
      to: this.to.keypointNames[joint]!,
    }));
    return pairs.filter(({ from, to }) => from !== to);
  }

  private listSynthesized(people: readonly PersonPose[]): SynthesizedJoint[] {
    return this.plan.flatMap((source, joint) => {
      if (!isSynthesized(source)) return [];
      const from = source.map(({ index }) => this.from.keypointNames[index]!);
      return [{ name: this.to.keypointNames[joint]!, from, people: countLabelled(people, joint) }];
    });
  }

  private listUnplaced(people: readonly PersonPose[]): { merged: MergedJoint[]; lost: LostJoint[] } {
    const [merged, lost]: [MergedJoint[], LostJoint[]] = [[], []];
    for (const [index, name] of this.from.keypointNames.entries()) {
      if (this.keptOf.has(index)) continue;
      const joint = { name, people: countLabelled(people, index) };
      const into = this.partOf.get(index);
      if (into) merged.push({ ...joint, into });
      else lost.push(joint);
    }
    return { merged, lost };
  }

  createReport(before: readonly PersonPose[], after: readonly PersonPose[]): SkeletonConversionReport {
    const [from, to] = [this.from.name, this.to.name];
    const synthesized = this.listSynthesized(after);
    const { merged, lost } = this.listUnplaced(before);
    return {
      ...createConversionReport(from, to, [
        ...listLosses(to, synthesized, merged, lost),
        ...this.listMadeOnReturn(before, after),
        ...listUnhidden(to, before, after),
      ]),
      from,
      to,
      kept: this.namesWhere(isKept),
      renamed: this.listRenamed(),
      synthesized,
      merged,
      lost,
      missing: this.namesWhere((source) => source.length === 0),
    };
  }
}

function* listLosses(
  to: string,
  synthesized: readonly SynthesizedJoint[],
  merged: readonly MergedJoint[],
  lost: readonly LostJoint[],
): Generator<ConversionLoss> {
  for (const { name, from, people } of synthesized) {
    const reason = `a weighted mean of ${from.join(', ')}`;
    yield { kind: 'SYNTHESIZED', what: `joint ${name}`, count: people, reversible: true, reason };
  }
  for (const { name, into, people } of merged) {
    const reason = `${to} has no such joint; it is a part of ${into.join(', ')}`;
    yield { kind: 'MERGED', what: `joint ${name}`, count: people, reason };
  }
  for (const { name, people } of lost)
    yield { kind: 'DROPPED', what: `joint ${name}`, count: people, reason: `${to} has no such joint` };
}

function listUnhidden(to: string, before: readonly PersonPose[], after: readonly PersonPose[]): ConversionLoss[] {
  const count = (people: readonly PersonPose[]) => people.reduce((sum, { hidden }) => sum + (hidden?.length ?? 0), 0);
  const reason = `${to} has no such joint`;
  return [{ kind: 'DROPPED', what: 'people[].hidden', count: count(before) - count(after), reason }];
}

/**
 * Puts a pose onto another skeleton. Joints that mark the same landmark of the body go over as they are; a neck, the middle of
 * the hips and others of that kind are made from their neighbours where all of those are known; what has no place is merged or
 * lost, and the report says so. Converted back, the joints that the report calls kept are what they were. Boxes, areas, ids and
 * other fields stay.
 * @throws PoseError UNKNOWN_SKELETON.
 */
export function convertPose(
  pose: Pose,
  toSkeleton: SkeletonName,
  { scoreThreshold = 0.05 }: ConvertPoseOptions = {},
): { pose: Pose; report: SkeletonConversionReport } {
  const from = getSkeleton(pose.skeleton);
  const to = getSkeleton(toSkeleton);
  const plan = planJoints(from, to);
  const names = [from.keypointNames, to.keypointNames] as const;
  const people =
    from === to ? pose.people : pose.people.map((person) => convertPerson(person, plan, names, scoreThreshold));
  const report = new ConversionAccount(from, to, plan, scoreThreshold).createReport(pose.people, people);
  return { pose: { ...pose, skeleton: to.name, people }, report };
}
