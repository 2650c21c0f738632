import { convertPose } from '../convert-pose.js';
import { isLabelled } from '../keypoint.js';
import { getSkeleton, SKELETONS } from '../skeletons/registry.js';
import { type SkeletonDefinition } from '../skeletons/definition.js';
import { type Keypoint, type PersonPose, type Pose } from '../types.js';
import { IdSource, toCocoId } from './coco-identity.js';
import { type CocoEnvelope } from './parse-coco.js';

type CocoRecord = Record<string, unknown>;

/** COCO keypoints as an object; write it with `formatJson`, which knows integers beyond 2^53. */
export interface CocoKeypointsFile {
  readonly images: readonly CocoRecord[];
  readonly annotations: readonly CocoRecord[];
  readonly categories: readonly CocoRecord[];
  readonly [field: string]: unknown;
}

const COCO_JOINTS = SKELETONS.coco17.keypointNames.length;
const PERSON_CATEGORY_ID = 1;

function flatten(keypoints: readonly Keypoint[]): number[] {
  return keypoints.flatMap(({ x, y, visibility }) => [x, y, visibility]);
}

function countLabelled(keypoints: readonly Keypoint[]): number {
  return keypoints.filter((keypoint) => isLabelled(keypoint)).length;
}

function formatKeypoints(keypoints: readonly Keypoint[]): CocoRecord {
  const coco = keypoints.slice(0, COCO_JOINTS);
  const record: CocoRecord = { keypoints: flatten(coco), num_keypoints: countLabelled(coco) };
  if (keypoints.length === COCO_JOINTS) return record;
  return { ...record, keypoints_21: flatten(keypoints), num_keypoints_21: countLabelled(keypoints) };
}

function formatPerson(person: PersonPose, id: string, imageId: string): CocoRecord {
  return {
    category_id: PERSON_CATEGORY_ID,
    ...person.extra,
    id: toCocoId(id),
    image_id: toCocoId(imageId),
    ...formatKeypoints(person.keypoints),
    ...(person.bbox && { bbox: person.bbox }),
    ...(person.area !== undefined && { area: person.area }),
    iscrowd: person.crowd ? 1 : 0,
    ...(person.score !== undefined && { score: person.score }),
  };
}

function formatImage(pose: Pose, id: string): CocoRecord {
  return {
    ...pose.extra,
    id: toCocoId(id),
    width: pose.width,
    height: pose.height,
    ...(pose.name !== undefined && { file_name: pose.name }),
  };
}

function countFromOne(skeleton: SkeletonDefinition): number[][] {
  return skeleton.limbs.map(([from, to]) => [from + 1, to + 1]);
}

/** A file's own category where it has one, told in our order of joints. */
function formatCategory(category: CocoRecord, skeleton: SkeletonDefinition): CocoRecord {
  if (!Array.isArray(category.keypoints)) return category;
  return { ...category, keypoints: skeleton.keypointNames, skeleton: countFromOne(skeleton) };
}

function formatCategories(envelope: CocoEnvelope | undefined, skeleton: SkeletonDefinition): CocoRecord[] {
  const person = { id: PERSON_CATEGORY_ID, name: 'person', supercategory: 'person', keypoints: [] };
  const own = envelope?.categories ?? [];
  const known = own.some((category) => Array.isArray(category.keypoints)) ? own : [...own, person];
  return known.map((category) => formatCategory(category, skeleton));
}

function toFileSkeleton(pose: Pose): Pose {
  const isOfFile = pose.skeleton === 'coco17' || pose.skeleton === 'humanart21';
  return isOfFile ? pose : convertPose(pose, 'coco17').pose;
}

/**
 * Poses as a COCO keypoints file; as Human-Art's superset as soon as one pose has its 21 joints. Fields in `extra` come out
 * where they were, ids keep every digit, and records without one get the next free. Poses of other skeletons are
 * told in COCO's joints, which loses the rest. Joint scores have no place in this format.
 *
 * @param envelope what the file that was read held beside its images and annotations.
 */
export function formatCocoKeypoints(poses: readonly Pose[], envelope?: CocoEnvelope): CocoKeypointsFile {
  const imageIds = new IdSource(poses.map(({ id }) => id));
  const personIds = new IdSource(poses.flatMap(({ people }) => people.map(({ id }) => id)));
  const images: CocoRecord[] = [];
  const annotations: CocoRecord[] = [];
  for (const pose of poses.map(toFileSkeleton)) {
    const imageId = pose.id ?? imageIds.take();
    images.push(formatImage(pose, imageId));
    for (const person of pose.people) annotations.push(formatPerson(person, person.id ?? personIds.take(), imageId));
  }
  const skeleton = getSkeleton(poses.some((pose) => pose.skeleton === 'humanart21') ? 'humanart21' : 'coco17');
  const { info, licenses } = envelope ?? {};
  return {
    ...envelope?.extra,
    ...(info !== undefined && { info }),
    ...(licenses !== undefined && { licenses }),
    images,
    annotations,
    categories: formatCategories(envelope, skeleton),
  };
}
