import { convertPose } from '../../convert-pose.js';
import { isLabelled } from '../../keypoint.js';
import { type Keypoint, type PersonPose, type Pose } from '../../types.js';
import { ConversionLossLog, type ConversionReport } from '../conversion-report.js';
import { writeObjectNpy } from '../numpy/npy-writer.js';
import { type Float32Fields, writeObjectArrayPickle } from '../numpy/pickle-writer.js';
import { writeZip } from '../numpy/zip-writer.js';

export interface FormattedHumansdPose {
  /** An .npz file that HumanSD's loader reads: `numpy.load(path, allow_pickle=True)["arr_0"]`. */
  readonly bytes: Uint8Array;
  readonly report: ConversionReport;
}

const ABSENT = [-1, -1, 0] as const;
/** What a joint is as sure as, of which only is known that it is there. */
const CERTAIN = 1;

const NO_PLACE = 'a HumanSD pose file has no place for it';

/** Whether (x, y, score) would be read as an absent joint. */
function looksAbsent(x: number, y: number, score: number): boolean {
  return score === 0 && x === y && (x === -1 || x === 0);
}

class PersonFormatter {
  constructor(private readonly losses: ConversionLossLog) {}

  format(person: PersonPose): Float32Fields {
    for (const field of ['id', 'bbox', 'crowd', 'extra'] as const)
      if (person[field] !== undefined)
        this.losses.add({ kind: 'DROPPED', what: `people[].${field}`, reason: NO_PLACE });
    const keypoints = person.keypoints.flatMap((keypoint) => this.formatJoint(keypoint));
    return {
      keypoints: { shape: [person.keypoints.length, 3], values: keypoints },
      score: { shape: [], values: [this.formatScore(person)] },
      area: { shape: [], values: [this.formatArea(person)] },
    };
  }

  private formatJoint(keypoint: Keypoint): readonly number[] {
    if (keypoint.visibility === 0) return ABSENT;
    const values = [keypoint.x, keypoint.y, keypoint.score ?? CERTAIN] as const;
    if (looksAbsent(...values) || !values.every((value) => Number.isFinite(Math.fround(value)))) {
      this.losses.add({ kind: 'DROPPED', what: 'joint', reason: 'it would read as absent, or no float32 holds it' });
      return ABSENT;
    }
    if (keypoint.score === undefined)
      this.synthesize('people[].keypoints[].score', 'the format has no joint without one');
    if (keypoint.visibility === 1)
      this.losses.add({
        kind: 'MERGED',
        what: 'visibility 1',
        reason: 'the format does not tell occluded from visible',
      });
    return [this.round(values[0], 'px'), this.round(values[1], 'px'), this.round(values[2])];
  }

  private formatScore({ score, keypoints }: PersonPose): number {
    if (score !== undefined) return this.round(score);
    this.synthesize('people[].score', "the mean of the joints' scores");
    const scores = keypoints.map((keypoint) => (keypoint.visibility > 0 ? (keypoint.score ?? CERTAIN) : 0));
    return scores.reduce((sum, value) => sum + value, 0) / Math.max(scores.length, 1);
  }

  /** In square pixels: the person's own, or the box's, or that of the box around the labelled joints. */
  private formatArea({ area, bbox, keypoints }: PersonPose): number {
    if (area !== undefined) return this.round(area, 'px^2');
    this.synthesize('people[].area', 'of the box, or of the box around the joints');
    if (bbox) return bbox[2] * bbox[3];
    const labelled = keypoints.filter((keypoint) => isLabelled(keypoint));
    const extentOf = (axis: 'x' | 'y') => {
      const values = labelled.map((keypoint) => keypoint[axis]);
      return labelled.length === 0 ? 0 : Math.max(...values) - Math.min(...values);
    };
    return extentOf('x') * extentOf('y');
  }

  private round(value: number, unit = ''): number {
    const rounded = Math.fround(value);
    if (rounded !== value)
      this.losses.add({
        kind: 'PRECISION',
        what: unit === 'px' ? 'coordinates' : unit === 'px^2' ? 'people[].area' : 'scores',
        bound: Math.abs(rounded - value),
        ...(unit !== '' && { unit }),
        reason: 'the format holds float32',
      });
    return rounded;
  }

  private synthesize(what: string, reason: string): void {
    this.losses.add({ kind: 'SYNTHESIZED', what, reason });
  }
}

function reportPose(pose: Pose, losses: ConversionLossLog): void {
  const reason = 'it travels beside the file: give it to the reader as `canvas`';
  losses.add({ kind: 'DROPPED', what: 'width, height', reversible: true, reason });
  for (const field of ['id', 'name', 'spatial', 'extra'] as const)
    if (pose[field] !== undefined) losses.add({ kind: 'DROPPED', what: field, reason: NO_PLACE });
}

/**
 * One picture's people as a HumanSD pose file: an .npz whose only array `arr_0` holds dictionaries of float32 `keypoints`
 * (17, 3), `score` and `area`. Other skeletons are told in COCO's joints. The same pose gives the same bytes.
 *
 * Python reads this file only with `allow_pickle`; this package reads it without running anything (`parseHumansdPose`).
 */
export function formatHumansdPose(pose: Pose): FormattedHumansdPose {
  const losses = new ConversionLossLog();
  const { pose: coco, report: change } = convertPose(pose, 'coco17');
  for (const loss of change.losses) losses.add(loss);
  reportPose(pose, losses);
  const formatter = new PersonFormatter(losses);
  const pickle = writeObjectArrayPickle(coco.people.map((person) => formatter.format(person)));
  const bytes = writeZip(new Map([['arr_0.npy', writeObjectNpy(coco.people.length, pickle)]]));
  return { bytes, report: losses.toReport(pose.skeleton, 'humansd-npz') };
}
