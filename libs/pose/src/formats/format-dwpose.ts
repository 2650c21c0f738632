import { type Keypoint, type PersonPose, type Pose } from '../types.js';
import { ConversionLossLog } from './conversion-report.js';
import { formatJson } from './format-json.js';
import { type OpenPosePart, toOpenPoseParts } from './format-openpose-people.js';
import { type FormatPlaces } from './format-places.js';
import { dropUnreadableExtras, type FormattedPoseFile, nameFile, reportSkeletonOfNobody } from './formatted-file.js';
import { toShare } from './normalize-coordinates.js';
import { FACE } from './openpose-parts.js';

const PLACES: FormatPlaces = { name: true, extra: true, leavesOutHidden: true };
const FRAME_FIELDS = ['bodies', 'hands', 'faces'];
const NOWHERE = [-1, -1];

type Point = readonly number[];

/**
 * A pose as DWPose's result: 18 body joints, faces and hands as shares of the picture, whose size has no place. Scores, occlusion,
 * ids and joints hidden by intent have none either. The pose's name is the file's.
 */
export function formatDwpose(original: Pose): FormattedPoseFile {
  const log = new ConversionLossLog();
  const places: FormatPlaces = { ...PLACES, hidingPlace: [-original.width, -original.height] };
  const { pose: kept, people } = toOpenPoseParts(original, ['openpose18'], FACE, places, 'DWPose', log);
  const pose = dropUnreadableExtras(kept, FRAME_FIELDS, [], log);
  reportSkeletonOfNobody(pose, 'openpose18', log);
  reportRounding(pose.people, original, log);

  const toPoint = ({ x, y, visibility }: Keypoint): Point =>
    visibility === 0 ? NOWHERE : [x / original.width, y / original.height];
  const listPart = (part: OpenPosePart) =>
    people.flatMap((person) => (person[part] ? [person[part].map(toPoint)] : []));
  const bodies = people.map(({ body }) => body!);
  const file = {
    ...pose.extra,
    bodies: {
      candidate: bodies.flat().map(toPoint),
      subset: bodies.map((joints, person) =>
        joints.map(({ visibility }, joint) => (visibility === 0 ? -1 : person * joints.length + joint)),
      ),
    },
    hands: [...listPart('leftHand'), ...listPart('rightHand')],
    faces: listPart('face'),
  };
  return nameFile(original, '.json', formatJson(file), 'dwpose', log);
}

function reportRounding(people: readonly PersonPose[], { width, height }: Pose, log: ConversionLossLog): void {
  for (const { x, y } of people.flatMap(({ keypoints }) => keypoints)) {
    toShare(x, width, 'people[].keypoints[]', log);
    toShare(y, height, 'people[].keypoints[]', log);
  }
}
