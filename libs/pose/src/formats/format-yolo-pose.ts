import { type BoundingBox, type PersonPose, type Pose } from '../types.js';
import { ConversionLossLog } from './conversion-report.js';
import { type FormatPlaces, keepPlaces } from './format-places.js';
import { type FormattedPoseFile, nameFile, reportSkeletonOfNobody } from './formatted-file.js';
import { normalizePeople, reportError } from './normalize-coordinates.js';
import { toBox } from './parse-yolo-pose.js';

const PLACES: FormatPlaces = { name: true, bbox: true, personExtra: true, occlusion: true };

/** The box around the joints, which the format cannot do without. */
function computeBox({ keypoints }: PersonPose): BoundingBox {
  const labelled = keypoints.filter(({ visibility }) => visibility > 0);
  if (labelled.length === 0) return [0, 0, 0, 0];
  const [xs, ys] = [labelled.map(({ x }) => x), labelled.map(({ y }) => y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return [left, top, Math.max(...xs) - left, Math.max(...ys) - top];
}

class YoloWriter {
  constructor(
    private readonly pose: Pose,
    private readonly log: ConversionLossLog,
  ) {}

  formatLine(person: PersonPose, original: PersonPose): string {
    const category = this.takeClass(person);
    const joints = person.keypoints.flatMap(({ x, y, visibility }) =>
      visibility === 0 ? [0, 0, 0] : [x, y, visibility],
    );
    return [category, ...this.formatBox(original), ...joints].join(' ');
  }

  /** The one field that has a place: the class's number. */
  private takeClass({ extra }: PersonPose): number {
    if (!extra) return 0;
    const { class: category, ...others } = extra;
    const isClass = typeof category === 'number' && Number.isInteger(category) && category > 0;
    if (Object.keys(others).length > 0 || !isClass)
      this.log.add({ kind: 'DROPPED', what: 'people[].extra', reason: 'a label has no field but a class above 0' });
    return isClass ? category : 0;
  }

  private formatBox(person: PersonPose): number[] {
    const { width, height } = this.pose;
    const box = person.bbox ?? computeBox(person);
    const shares = [
      (box[0] + box[2] / 2) / width,
      (box[1] + box[3] / 2) / height,
      box[2] / width,
      box[3] / height,
    ] as const;
    const readAgain = toBox(shares, this.pose);
    if (!person.bbox) {
      const count = readAgain ? 1 : 0;
      this.log.add({
        kind: 'SYNTHESIZED',
        what: 'people[].bbox',
        count,
        reason: 'a label has a box around its joints',
      });
    } else if (!readAgain)
      this.log.add({ kind: 'DROPPED', what: 'people[].bbox', reason: 'a box of no size is read as none' });
    else for (const [side, value] of box.entries()) reportError(value, readAgain[side]!, 'people[].bbox', this.log);
    return [...shares];
  }
}

/**
 * A pose as a YOLO pose label: a line for each person of class, box and joints with their visibility, as shares of the picture,
 * whose size has no place. Every skeleton is told by its number of joints. Ids, areas and scores have no place; a person without
 * a box gets the one around the joints. The pose's name is the file's.
 */
export function formatYoloPose(original: Pose): FormattedPoseFile {
  const log = new ConversionLossLog();
  const pose = keepPlaces(original, PLACES, 'YOLO', log);
  reportSkeletonOfNobody(pose, 'coco17', log);
  const writer = new YoloWriter(pose, log);
  const lines = normalizePeople(pose, log).map(
    (person, index) => `${writer.formatLine(person, pose.people[index]!)}\n`,
  );
  return nameFile(original, '.txt', lines.join(''), 'yolo-pose', log);
}
