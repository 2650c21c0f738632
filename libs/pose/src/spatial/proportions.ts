import { HUMANOID_TREE, type HumanoidBone } from './humanoid.js';
import { type Proportions, type SpatialPerson } from './types.js';
import { computeLength, type Vec3 } from './vector.js';

/** Standing height of the default body, metres. */
export const DEFAULT_HEIGHT = 1.7;
/** From chin to crown, as a share of the height. */
const HEAD_SHARE = 0.135;
/** Metres from the chin to the crown of the default body. */
export const DEFAULT_HEAD = HEAD_SHARE * DEFAULT_HEIGHT;

type Shares = Partial<Record<HumanoidBone, Vec3>>;

/** Of the standing height. Trunk, arms and legs are those of the figure that the bundled model's pictures are made of. */
const MIDDLE: Shares = {
  hips: [0, 0.54, 0],
  spine: [0, 0.085, 0],
  chest: [0, 0.095, 0],
  upperChest: [0, 0.045, 0],
  neck: [0, 0.057, -0.006],
  head: [0, 0.043, 0.008],
  jaw: [0, 0.02, 0.012],
};

/** Of the left side; the right one has x the other way round. */
const LEFT: Shares = {
  leftUpperLeg: [0.06, -0.012, 0],
  leftLowerLeg: [0, -0.243, 0],
  leftFoot: [0, -0.243, 0],
  leftToes: [0, -0.03, 0.08],
  leftShoulder: [0.018, 0.037, 0],
  leftUpperArm: [0.088, 0.004, 0],
  leftLowerArm: [0.172, 0, 0],
  leftHand: [0.15, 0, 0],
  leftThumbMetacarpal: [0.014, -0.004, 0.014],
  leftThumbProximal: [0.018, -0.002, 0.016],
  leftThumbDistal: [0.014, 0, 0.01],
  leftIndexProximal: [0.051, 0, 0.014],
  leftIndexIntermediate: [0.02, 0, 0],
  leftIndexDistal: [0.012, 0, 0],
  leftMiddleProximal: [0.052, 0, 0.001],
  leftMiddleIntermediate: [0.022, 0, 0],
  leftMiddleDistal: [0.013, 0, 0],
  leftRingProximal: [0.049, 0, -0.011],
  leftRingIntermediate: [0.02, 0, 0],
  leftRingDistal: [0.012, 0, 0],
  leftLittleProximal: [0.044, 0, -0.022],
  leftLittleIntermediate: [0.016, 0, 0],
  leftLittleDistal: [0.01, 0, 0],
  leftEye: [0.018, 0.0675, 0.045],
};

function findShare(bone: HumanoidBone): Vec3 {
  if (!bone.startsWith('right')) return LEFT[bone] ?? MIDDLE[bone]!;
  const [x, y, z] = LEFT[`left${bone.slice(5)}` as HumanoidBone]!;
  return [-x, y, z];
}

/** An adult of 1.70 m in a T-pose. */
export const DEFAULT_PROPORTIONS = Object.fromEntries(
  HUMANOID_TREE.map(([bone]) => [bone, findShare(bone).map((share) => share * DEFAULT_HEIGHT)]),
) as unknown as Proportions;

export function getOffset(person: SpatialPerson, bone: HumanoidBone): Vec3 {
  return person.proportions?.[bone] ?? DEFAULT_PROPORTIONS[bone];
}

const MEASURED: readonly HumanoidBone[] = ['spine', 'chest', 'upperChest', 'neck', 'leftLowerLeg', 'leftFoot'];

/** How large a body is beside the default one, by its trunk and its left leg. */
export function computeBodyScale(proportions: Partial<Proportions> | undefined): number {
  if (!proportions) return 1;
  const measure = (of: Partial<Proportions>) =>
    MEASURED.reduce((sum, bone) => sum + computeLength(of[bone] ?? DEFAULT_PROPORTIONS[bone]), 0);
  return measure(proportions) / measure(DEFAULT_PROPORTIONS);
}
