import { type Keypoint, type Pose } from '../types.js';
import { toCocoId } from './coco-identity.js';
import { ConversionLossLog } from './conversion-report.js';
import { formatJson } from './format-json.js';
import { toOpenPoseParts } from './format-openpose-people.js';
import { CERTAIN, countUnscored, type FormatPlaces } from './format-places.js';
import { FACE_WITH_PUPILS } from './openpose-parts.js';
import { OPENPOSE_VERSION } from './parse-openpose.js';
import {
  dropUnreadableExtras,
  dropUnreadableIds,
  type FormattedPoseFile,
  nameFile,
  reportSkeletonOfNobody,
} from './formatted-file.js';

const PLACES: FormatPlaces = {
  name: true,
  extra: true,
  personId: true,
  personExtra: true,
  jointScore: true,
  leavesOutHidden: true,
};
const OWN_FIELDS = ['people'];
const PERSON_FIELDS = [
  'person_id',
  'pose_keypoints_2d',
  'face_keypoints_2d',
  'hand_left_keypoints_2d',
  'hand_right_keypoints_2d',
];

/**
 * A pose as OpenPose's JSON of one picture: BODY_25 or the COCO model's 18 joints, as the pose has them, and 70 points of the face
 * and 21 of each hand for `wholebody133`. Other skeletons are converted. A joint without a score is written as sure (1), and the
 * picture's size has no place. The pose's name is the file's.
 */
export function formatOpenPose(original: Pose): FormattedPoseFile {
  const log = new ConversionLossLog();
  const { pose: kept, people } = toOpenPoseParts(
    original,
    ['body25', 'openpose18'],
    FACE_WITH_PUPILS,
    PLACES,
    'OpenPose',
    log,
  );
  const pose = dropUnreadableExtras(dropUnreadableIds(kept, log), OWN_FIELDS, PERSON_FIELDS, log);
  reportSkeletonOfNobody(pose, 'openpose18', log);
  const flatten = (keypoints: readonly Keypoint[] | null) => (keypoints ?? []).flatMap(toTriplet);
  const file = {
    version: OPENPOSE_VERSION,
    ...pose.extra,
    people: people.map(({ body, face, leftHand, rightHand }, index) => {
      const { id, extra } = pose.people[index]!;
      return {
        ...extra,
        person_id: [id === undefined ? -1 : toCocoId(id)],
        pose_keypoints_2d: flatten(body),
        face_keypoints_2d: flatten(face),
        hand_left_keypoints_2d: flatten(leftHand),
        hand_right_keypoints_2d: flatten(rightHand),
      };
    }),
  };
  countUnscored(pose, log);
  return nameFile(original, '_keypoints.json', formatJson(file), 'openpose', log);
}

function toTriplet({ x, y, visibility, score }: Keypoint): number[] {
  return visibility === 0 ? [0, 0, 0] : [x, y, score ?? CERTAIN];
}
