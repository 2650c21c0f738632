import { convertPose } from '../convert-pose.js';
import { isLabelled } from '../keypoint.js';
import { getSkeleton, SKELETONS } from '../skeletons/registry.js';
import { type SkeletonDefinition } from '../skeletons/definition.js';
import { type Keypoint, type PersonPose, type Pose } from '../types.js';
import { IdSource, toCocoId } from './coco-identity.js';
import { ConversionLossLog } from './conversion-report.js';
import { dropUnreadableExtras } from './formatted-file.js';
import { ANNOTATION_FIELDS } from './coco-annotation.js';
import { type CocoEnvelope, IMAGE_FIELDS } from './parse-coco.js';

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

/** A field of our own, which other readers leave alone: nothing where no joint has a score. */
function formatScores(keypoints: readonly Keypoint[]): CocoRecord {
  if (!keypoints.some(({ score }) => Number.isFinite(score))) return {};
  return { keypoint_scores: keypoints.map(({ score }) => (Number.isFinite(score) ? score : null)) };
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
    ...formatScores(person.keypoints),
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

function toFileSkeleton(pose: Pose, log: ConversionLossLog): Pose {
  if (pose.skeleton === 'coco17' || pose.skeleton === 'humanart21') return pose;
  const { pose: converted, report } = convertPose(pose, 'coco17');
  for (const loss of report.losses) log.add(loss);
  return converted;
}

/** Ids that are free, of images: two under one id would be one image, and the second's people nobody's. */
function assignImageIds(poses: readonly Pose[], log: ConversionLossLog): string[] {
  const ids = new IdSource(poses.map(({ id }) => id));
  const used = new Set<string>();
  return poses.map(({ id }) => {
    const free = id !== undefined && !used.has(id) ? id : ids.take();
    used.add(free);
    if (id === undefined) log.add({ kind: 'SYNTHESIZED', what: 'id', reason: 'an image has an id' });
    else if (free !== id) log.add({ kind: 'DROPPED', what: 'id', reason: 'an earlier image has the same' });
    return free;
  });
}

/**
 * Poses as a COCO keypoints file; as Human-Art's superset as soon as one pose has its 21 joints. Fields in `extra` come out
 * where they were, ids keep every digit, and records without one get the next free. Poses of other skeletons are
 * told in COCO's joints, which loses the rest. Scores of joints stand beside COCO's own fields, in `keypoint_scores`.
 *
 * @param envelope what the file that was read held beside its images and annotations.
 * @param log is told what is lost in the conversion of skeletons, ids and fields.
 */
export function formatCocoKeypoints(
  poses: readonly Pose[],
  envelope?: CocoEnvelope,
  log = new ConversionLossLog(),
): CocoKeypointsFile {
  const imageIds = assignImageIds(poses, log);
  const personIds = new IdSource(poses.flatMap(({ people }) => people.map(({ id }) => id)));
  const images: CocoRecord[] = [];
  const annotations: CocoRecord[] = [];
  for (const [index, original] of poses.entries()) {
    const pose = dropUnreadableExtras(toFileSkeleton(original, log), IMAGE_FIELDS, ANNOTATION_FIELDS, log);
    const imageId = imageIds[index]!;
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
