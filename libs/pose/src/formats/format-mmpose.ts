import { getSkeleton } from '../skeletons/registry.js';
import { type SkeletonDefinition } from '../skeletons/definition.js';
import { type Keypoint, type PersonPose, type Pose } from '../types.js';
import { toCocoId } from './coco-identity.js';
import { ConversionLossLog } from './conversion-report.js';
import { PoseError } from '../errors.js';
import { formatJson } from './format-json.js';
import { CERTAIN, countUnscored, type FormatPlaces, keepPlaces } from './format-places.js';
import { dropUnreadableExtras, type FormattedPoseFile, nameFile } from './formatted-file.js';
import { reportError } from './normalize-coordinates.js';

const PLACES: FormatPlaces = {
  name: true,
  extra: true,
  bbox: true,
  personScore: true,
  personExtra: true,
  jointScore: true,
  zeroIsUnlabelled: true,
};
const FILE_FIELDS = ['meta_info', 'instance_info', 'predictions', 'people', 'images', 'annotations', 'bodies'];
const INSTANCE_FIELDS = ['keypoints', 'keypoint_scores', 'bbox', 'bbox_score'];

/** What mmpose says of a data set, as far as a reader of keypoints needs it. */
function formatMeta({ name, keypointNames, limbs, flipPairs, oksSigmas }: SkeletonDefinition) {
  const partnerOf = keypointNames.map((_, index) => index);
  for (const [left, right] of flipPairs) [partnerOf[left], partnerOf[right]] = [right, left];
  return {
    dataset_name: name,
    num_keypoints: keypointNames.length,
    keypoint_id2name: Object.fromEntries(keypointNames.map((keypoint, index) => [index, keypoint])),
    skeleton_links: limbs,
    flip_indices: partnerOf,
    sigmas: oksSigmas,
  };
}

function formatInstance({ keypoints, bbox, score, extra }: PersonPose, log: ConversionLossLog) {
  const corners = bbox && [bbox[0], bbox[1], bbox[0] + bbox[2], bbox[1] + bbox[3]];
  if (bbox && corners) {
    reportError(bbox[2], corners[2]! - bbox[0], 'people[].bbox', log);
    reportError(bbox[3], corners[3]! - bbox[1], 'people[].bbox', log);
  }
  return {
    ...extra,
    keypoints: keypoints.map(({ x, y }) => [x, y]),
    keypoint_scores: keypoints.map(toScore),
    ...(corners && { bbox: [corners] }),
    ...(score !== undefined && { bbox_score: score }),
  };
}

function toScore({ visibility, score }: Keypoint): number {
  return visibility === 0 ? 0 : (score ?? CERTAIN);
}

function formatPeople(original: Pose, log: ConversionLossLog): { pose: Pose; instances: unknown[] } {
  const kept = keepPlaces(original, PLACES, 'MMPose', log);
  const pose = dropUnreadableExtras(kept, FILE_FIELDS, INSTANCE_FIELDS, log);
  countUnscored(pose, log);
  return { pose, instances: pose.people.map((person) => formatInstance(person, log)) };
}

/**
 * A pose as mmpose's prediction of one picture, { meta_info, instance_info }. Every skeleton has its names in `meta_info`, so none is
 * converted. Boxes become corners; a joint without a score is written as sure (1); the picture's size, occlusion, areas and ids
 * have no place. The pose's name is the file's.
 */
export function formatMmpose(original: Pose): FormattedPoseFile {
  const log = new ConversionLossLog();
  const { pose, instances } = formatPeople(original, log);
  const file = { ...pose.extra, meta_info: formatMeta(getSkeleton(pose.skeleton)), instance_info: instances };
  return nameFile(original, '.json', formatJson(file), 'mmpose', log);
}

/**
 * Poses of one skeleton as mmpose's prediction of a video: a frame's number is the pose's id where that is a whole number.
 * @throws PoseError INVALID_POSE for poses of several skeletons, or none.
 */
export function formatMmposeVideo(poses: readonly Pose[]): FormattedPoseFile {
  const [first] = poses;
  if (!first || poses.some(({ skeleton }) => skeleton !== first.skeleton)) {
    const got = [...new Set(poses.map(({ skeleton }) => skeleton))].join(', ') || 'none';
    throw new PoseError('INVALID_POSE', `Expected frames of one skeleton, got ${got}. Convert them first.`);
  }
  const log = new ConversionLossLog();
  const frames = poses.map((original, index) => {
    const { name: _, extra, ...rest } = original;
    if (extra !== undefined) log.add({ kind: 'DROPPED', what: 'extra', reason: 'a frame has no place for it' });
    const isFrameId = original.id !== undefined && /^(0|[1-9]\d{0,30})$/.test(original.id);
    if (!isFrameId) log.add({ kind: 'SYNTHESIZED', what: 'id', reason: 'a frame has a number' });
    const { id: __, ...frame } = rest;
    return {
      frame_id: isFrameId ? toCocoId(original.id) : index,
      instances: formatPeople(frame, log).instances,
    };
  });
  const file = { meta_info: formatMeta(getSkeleton(first.skeleton)), instance_info: frames };
  return nameFile(first, '.json', formatJson(file), 'mmpose', log);
}
