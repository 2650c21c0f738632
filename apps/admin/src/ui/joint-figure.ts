import { getSkeleton, type SkeletonName } from '@contrapposto/pose';

/** Somebody who stands and faces us, on a canvas of 100 x 172: a person's left is on our right. By the names of COCO and Human-Art. */
const STANDING: Readonly<Record<string, readonly [x: number, y: number]>> = {
  nose: [50, 18],
  left_eye: [55, 12],
  right_eye: [45, 12],
  left_ear: [61, 15],
  right_ear: [39, 15],
  left_shoulder: [67, 39],
  right_shoulder: [33, 39],
  left_elbow: [77, 63],
  right_elbow: [23, 63],
  left_wrist: [84, 86],
  right_wrist: [16, 86],
  left_finger: [88, 97],
  right_finger: [12, 97],
  left_hip: [61, 88],
  right_hip: [39, 88],
  left_knee: [64, 122],
  right_knee: [36, 122],
  left_ankle: [66, 154],
  right_ankle: [34, 154],
  left_toe: [72, 164],
  right_toe: [28, 164],
};

export const FIGURE_SIZE = { width: 100, height: 172 } as const;

/** Skeletons whose joints all have a place; one that has more joints comes first. */
const SKELETONS: readonly SkeletonName[] = ['humanart21', 'coco17'];

export interface JointScore {
  readonly name: string;
  /** How well it holds, 0..1; null where nobody has it. */
  readonly share: number | null;
}

export interface FigureJoint extends JointScore {
  readonly x: number;
  readonly y: number;
}

export interface Figure {
  readonly joints: readonly FigureJoint[];
  readonly limbs: readonly (readonly [FigureJoint, FigureJoint])[];
}

/** The figure whose joints these are, or null for a skeleton that has no place here. */
export function layOutFigure(scores: readonly JointScore[]): Figure | null {
  const byName = new Map(scores.map((score) => [score.name, score]));
  const name = SKELETONS.find((skeleton) => getSkeleton(skeleton).keypointNames.every((joint) => byName.has(joint)));
  if (name === undefined) return null;
  const { keypointNames, limbs } = getSkeleton(name);
  const joints = keypointNames.map((joint) => {
    const [x, y] = STANDING[joint]!;
    return { ...byName.get(joint)!, x, y };
  });
  return { joints, limbs: limbs.map(([from, to]) => [joints[from]!, joints[to]!] as const) };
}

/** From rust over ochre to verdigris: told apart by whoever cannot tell red from green. */
const SCALE = [
  [178, 68, 28],
  [214, 168, 72],
  [23, 133, 116],
] as const;

/** The colour of a share of 0..1, as CSS; what is not known is grey. */
export function toColour(share: number | null): string {
  if (share === null) return '#8b9098';
  const place = Math.min(1, Math.max(0, share)) * (SCALE.length - 1);
  const index = Math.min(SCALE.length - 2, Math.floor(place));
  const mixed = SCALE[index]!.map((from, channel) => from + (SCALE[index + 1]![channel]! - from) * (place - index));
  return `rgb(${mixed.map(Math.round).join(' ')})`;
}

/** How well a limb holds: as its worse end; null where an end is not known. */
export function scoreLimb([from, to]: Figure['limbs'][number]): number | null {
  const ends = [from.share, to.share];
  return ends.includes(null) ? null : Math.min(...(ends as number[]));
}
