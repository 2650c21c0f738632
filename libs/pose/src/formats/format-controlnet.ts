import { type Keypoint, type Pose } from '../types.js';
import { toCocoId } from './coco-identity.js';
import { ConversionLossLog } from './conversion-report.js';
import { formatJson } from './format-json.js';
import { toOpenPoseParts } from './format-openpose-people.js';
import { type FormatPlaces } from './format-places.js';
import {
  dropUnreadableExtras,
  dropUnreadableIds,
  type FormattedPoseFile,
  nameFile,
  reportSkeletonOfNobody,
} from './formatted-file.js';
import { reportError } from './normalize-coordinates.js';
import { FACE } from './openpose-parts.js';
import { type CoordinateUnit, UNIT_FIELD } from './parse-controlnet.js';

const PLACES: FormatPlaces = {
  canvas: true,
  name: true,
  extra: true,
  personId: true,
  personExtra: true,
  leavesOutHidden: true,
};
const FRAME_FIELDS = ['people', 'canvas_width', 'canvas_height', UNIT_FIELD];
const PERSON_FIELDS = [
  'person_id',
  'pose_keypoints_2d',
  'face_keypoints_2d',
  'hand_left_keypoints_2d',
  'hand_right_keypoints_2d',
];

export interface FormatControlNetOptions {
  /** `normalized`: shares of the canvas, as some editors want them. Default pixels. */
  readonly coordinates?: CoordinateUnit;
}

/**
 * A pose as ControlNet's JSON, which its editors, ComfyUI and DWPose's preprocessor share: 18 joints on a canvas of known size,
 * with 68 points of the face and 21 of each hand for `wholebody133`. Every joint that there is has a third number of 1: scores,
 * occlusion and joints hidden by intent have no place. The pose's name is the file's.
 */
export function formatControlNet(
  original: Pose,
  { coordinates = 'pixels' }: FormatControlNetOptions = {},
): FormattedPoseFile {
  const log = new ConversionLossLog();
  const [width, height] = coordinates === 'normalized' ? [original.width, original.height] : [1, 1];
  const places: FormatPlaces = { ...PLACES, hidingPlace: [-width, -height] };
  const { pose: kept, people } = toOpenPoseParts(original, ['openpose18'], FACE, places, 'ControlNet', log);
  const pose = dropUnreadableExtras(dropUnreadableIds(kept, log), FRAME_FIELDS, PERSON_FIELDS, log);
  reportSkeletonOfNobody(pose, 'openpose18', log);
  for (const { x, y } of pose.people.flatMap(({ keypoints }) => keypoints)) {
    reportError(x, (x / width) * width, 'people[].keypoints[]', log);
    reportError(y, (y / height) * height, 'people[].keypoints[]', log);
  }
  const flatten = (keypoints: readonly Keypoint[] | null) =>
    keypoints?.flatMap(({ x, y, visibility }) => (visibility === 0 ? [0, 0, 0] : [x / width, y / height, 1])) ?? null;
  const file = {
    ...pose.extra,
    people: people.map(({ body, face, leftHand, rightHand }, index) => {
      const { id, extra } = pose.people[index]!;
      return {
        ...extra,
        ...(id !== undefined && { person_id: [toCocoId(id)] }),
        pose_keypoints_2d: flatten(body),
        face_keypoints_2d: flatten(face),
        hand_left_keypoints_2d: flatten(leftHand),
        hand_right_keypoints_2d: flatten(rightHand),
      };
    }),
    canvas_width: pose.width,
    canvas_height: pose.height,
    ...(mustNameUnit(pose, coordinates) && { [UNIT_FIELD]: coordinates }),
  };
  return nameFile(original, '.json', formatJson(file), 'controlnet', log);
}

/** Where a reader could take one unit for the other. */
function mustNameUnit({ people }: Pose, coordinates: CoordinateUnit): boolean {
  if (coordinates === 'normalized') return true;
  const labelled = people.flatMap(({ keypoints }) => keypoints).filter(({ visibility }) => visibility > 0);
  return labelled.length > 0 && labelled.every(({ x, y }) => Math.abs(x) <= 1 && Math.abs(y) <= 1);
}
