import { type BonePlacements } from './forward-kinematics.js';
import { type HumanoidBone } from './humanoid.js';
import { DEFAULT_HEAD, DEFAULT_HEIGHT } from './proportions.js';
import { addVectors, mixVectors, rotateVector, scaleVector, type Vec3 } from './vector.js';

/** A landmark of the body (skeletons/landmarks.ts) as a place on the humanoid. */
export interface BodyLandmark {
  readonly bone: HumanoidBone;
  /** From the bone's beginning, metres of the default body in its T-pose. */
  readonly offset?: Vec3;
  /** Of what lies on the skin of the head: the direction that it faces in the T-pose. */
  readonly facing?: Vec3;
  /** The other end, for a joint in the middle of two. */
  readonly middleWith?: HumanoidBone;
}

type LandmarkTable = Readonly<Record<string, BodyLandmark>>;

const ofHead = (x: number, y: number, z: number): Vec3 => scaleVector([x, y, z], DEFAULT_HEAD);
const ofHeight = (x: number, y: number, z: number): Vec3 => scaleVector([x, y, z], DEFAULT_HEIGHT);

/** Shares of the head, from where it sits on the neck; on the left where a side is meant. */
const MIDDLE: LandmarkTable = {
  nose: { bone: 'head', offset: ofHead(0, 0.38, 0.52), facing: [0, 0, 1] },
  head_top: { bone: 'head', offset: ofHead(0, 1, 0) },
  head: { bone: 'head' },
  jaw: { bone: 'jaw' },
  spine: { bone: 'spine' },
  chest: { bone: 'chest' },
  upper_chest: { bone: 'upperChest' },
  neck: { bone: 'leftUpperArm', middleWith: 'rightUpperArm' },
  mid_hip: { bone: 'leftUpperLeg', middleWith: 'rightUpperLeg' },
};

const LEFT_FACE: LandmarkTable = {
  left_eye: { bone: 'head', offset: ofHead(0.155, 0.5, 0.42), facing: [0.5, 0, 0.87] },
  left_ear: { bone: 'head', offset: ofHead(0.36, 0.44, 0), facing: [1, 0, 0] },
  'face-42': { bone: 'head', offset: ofHead(0.09, 0.49, 0.43), facing: [0.3, 0, 0.95] },
  'face-45': { bone: 'head', offset: ofHead(0.21, 0.5, 0.38), facing: [0.6, 0, 0.8] },
  'face-54': { bone: 'head', offset: ofHead(0.1, 0.21, 0.44), facing: [0.4, 0, 0.92] },
};
/** 300-W counts from one side of the picture to the other. */
const RIGHT_OF_FACE: Readonly<Record<string, string>> = {
  'face-42': 'face-39',
  'face-45': 'face-36',
  'face-54': 'face-48',
};

const LEFT_LIMBS: LandmarkTable = {
  left_clavicle: { bone: 'leftShoulder' },
  left_shoulder: { bone: 'leftUpperArm' },
  left_elbow: { bone: 'leftLowerArm' },
  left_wrist: { bone: 'leftHand' },
  left_hand_root: { bone: 'leftHand' },
  left_hip: { bone: 'leftUpperLeg' },
  left_knee: { bone: 'leftLowerLeg' },
  left_ankle: { bone: 'leftFoot' },
  left_heel: { bone: 'leftFoot', offset: ofHeight(0, -0.03, -0.03) },
  left_toe_base: { bone: 'leftToes' },
  left_toe_end: { bone: 'leftToes', offset: ofHeight(0, 0, 0.035) },
  left_big_toe: { bone: 'leftToes', offset: ofHeight(-0.012, 0, 0.035) },
  left_small_toe: { bone: 'leftToes', offset: ofHeight(0.022, 0, 0.02) },
};

const FINGERS = {
  forefinger: 'Index',
  middle_finger: 'Middle',
  ring_finger: 'Ring',
  pinky_finger: 'Little',
} as const;
const TIP = 0.012;

function createFingers(): LandmarkTable {
  const fingers: Record<string, BodyLandmark> = {
    left_thumb1: { bone: 'leftThumbMetacarpal' },
    left_thumb2: { bone: 'leftThumbProximal' },
    left_thumb3: { bone: 'leftThumbDistal' },
    left_thumb4: { bone: 'leftThumbDistal', offset: ofHeight(0.01, 0, 0.008) },
  };
  for (const [name, bone] of Object.entries(FINGERS)) {
    fingers[`left_${name}1`] = { bone: `left${bone}Proximal` };
    fingers[`left_${name}2`] = { bone: `left${bone}Intermediate` };
    fingers[`left_${name}3`] = { bone: `left${bone}Distal` };
    fingers[`left_${name}4`] = { bone: `left${bone}Distal`, offset: ofHeight(TIP, 0, 0) };
  }
  return fingers;
}

const mirror = ([x, y, z]: Vec3): Vec3 => [-x, y, z];
const toRightBone = (bone: HumanoidBone) => bone.replace(/^left/, 'right') as HumanoidBone;

function mirrorTable(left: LandmarkTable): LandmarkTable {
  const mirrored = Object.entries(left).map(([name, { bone, offset, facing }]) => [
    RIGHT_OF_FACE[name] ?? name.replace(/^left_/, 'right_'),
    { bone: toRightBone(bone), ...(offset && { offset: mirror(offset) }), ...(facing && { facing: mirror(facing) }) },
  ]);
  return Object.fromEntries(mirrored) as LandmarkTable;
}

const LEFT: LandmarkTable = { ...LEFT_FACE, ...LEFT_LIMBS, ...createFingers() };

/** Every landmark that a humanoid tells of. */
export const BODY_LANDMARKS: LandmarkTable = { ...MIDDLE, ...LEFT, ...mirrorTable(LEFT) };

/** Rigs have bones for what in flat skeletons is the middle of two joints. */
export const RIG_LANDMARKS: LandmarkTable = { ...BODY_LANDMARKS, neck: { bone: 'neck' }, mid_hip: { bone: 'hips' } };

/** @param scale how large the body is beside the default one. */
export function placeLandmark(landmark: BodyLandmark, placements: BonePlacements, scale: number): Vec3 {
  const { position, rotation } = placements[landmark.bone];
  if (landmark.middleWith) return mixVectors(position, placements[landmark.middleWith].position, 0.5);
  if (!landmark.offset) return position;
  return addVectors(position, rotateVector(rotation, scaleVector(landmark.offset, scale)));
}
