import { convertPose } from '../convert-pose.js';
import { UNLABELLED } from '../keypoint.js';
import { getSkeleton, SKELETONS } from '../skeletons/registry.js';
import { type Keypoint, type Pose, type SkeletonName } from '../types.js';
import { type ConversionLossLog } from './conversion-report.js';
import { type FormatPlaces, keepLandmarks, keepPlaces } from './format-places.js';
import { FACE_AND_HANDS, LEFT_HAND, type PartLayout, RIGHT_HAND } from './openpose-parts.js';

export type OpenPosePart = 'body' | 'face' | 'leftHand' | 'rightHand';

/** A pose in the joints that a file of OpenPose's family can hold, part by part. */
export interface OpenPoseParts {
  /** What is left of the pose, in the skeleton that will be read again. */
  readonly pose: Pose;
  readonly people: readonly Readonly<Record<OpenPosePart, readonly Keypoint[] | null>>[];
}

type BodySkeleton = 'openpose18' | 'body25';

const FINGERS = /thumb|finger/;

/** A skeleton that the file can tell: the body's own, or the whole body for poses that have fingers. */
function toToldSkeleton(pose: Pose, bodies: readonly SkeletonName[], log: ConversionLossLog): Pose {
  if (pose.skeleton === 'wholebody133' || bodies.includes(pose.skeleton)) return pose;
  const hasFingers = getSkeleton(pose.skeleton).landmarks.filter((landmark) => FINGERS.test(landmark)).length > 2;
  const { pose: told, report } = convertPose(pose, hasFingers ? 'wholebody133' : bodies[0]!);
  for (const loss of report.losses) log.add(loss);
  return told;
}

function pick(pose: Pose, person: number, layout: PartLayout): Keypoint[] {
  const { landmarks } = getSkeleton(pose.skeleton);
  const { keypoints } = pose.people[person]!;
  return layout.map(
    (landmark) => (landmark === null ? UNLABELLED : keypoints[landmarks.indexOf(landmark)]) ?? UNLABELLED,
  );
}

/** The body of a whole body: its neck and, in BODY_25, the middle of its hips are made, and left out when it is read again. */
function toBody(pose: Pose, skeleton: BodySkeleton, log: ConversionLossLog): Pose {
  const { pose: body, report } = convertPose(pose, skeleton);
  for (const loss of report.losses) if (loss.kind === 'SYNTHESIZED') log.add(loss);
  return body;
}

/**
 * Brings a pose into what the format holds. What is dropped, merged or made on the way goes to the log.
 * @param bodies skeletons whose lists the format reads as they are, the preferred one first
 * @param faceLayout with or without pupils, which are always unlabelled
 */
export function toOpenPoseParts(
  original: Pose,
  bodies: readonly [BodySkeleton, ...BodySkeleton[]],
  faceLayout: PartLayout,
  places: FormatPlaces,
  format: string,
  log: ConversionLossLog,
): OpenPoseParts {
  const told = toToldSkeleton(original, bodies, log);
  if (told.skeleton !== 'wholebody133') {
    const pose = keepPlaces(told, places, format, log);
    const people = pose.people.map(({ keypoints }) => ({
      body: keypoints,
      face: null,
      leftHand: null,
      rightHand: null,
    }));
    return { pose, people };
  }
  const held = new Set([...SKELETONS[bodies[0]].landmarks, ...FACE_AND_HANDS]);
  const pose = keepPlaces(keepLandmarks(told, held, format, log), places, format, log);
  const body = toBody(pose, bodies[0], log);
  const people = pose.people.map((_, person) => ({
    body: body.people[person]!.keypoints,
    face: pick(pose, person, faceLayout),
    leftHand: pick(pose, person, LEFT_HAND),
    rightHand: pick(pose, person, RIGHT_HAND),
  }));
  return { pose, people };
}
