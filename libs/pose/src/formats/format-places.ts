import { UNLABELLED } from '../keypoint.js';
import { getSkeleton } from '../skeletons/registry.js';
import { type Keypoint, type PersonPose, type Pose } from '../types.js';
import { type ConversionLossLog } from './conversion-report.js';

/** What a file format has a place for, beside the positions of joints. What is not named here is dropped and reported. */
export interface FormatPlaces {
  readonly canvas?: true;
  readonly id?: true;
  readonly name?: true;
  readonly extra?: true;
  readonly personId?: true;
  readonly bbox?: true;
  readonly area?: true;
  readonly personScore?: true;
  readonly crowd?: true;
  readonly personExtra?: true;
  /** Tells a joint that is labelled but occluded from a visible one. */
  readonly occlusion?: true;
  readonly jointScore?: true;
  /** A joint at 0, 0 with a score of 0 is what the format writes for an unlabelled one. */
  readonly zeroIsUnlabelled?: true;
  /** Where the format puts joints that are not to be seen, in pixels: a joint that stands there by itself is lost. */
  readonly hidingPlace?: readonly [x: number, y: number];
  /** For tools that draw what they read: joints hidden by intent are written as unlabelled. Elsewhere only the intent is lost. */
  readonly leavesOutHidden?: true;
}

const isFinite = (numbers: readonly (number | undefined)[]) =>
  numbers.every((number) => number === undefined || Number.isFinite(number));

/** Drops what the format has no place for from one pose, and says so. */
class PlaceKeeper {
  constructor(
    private readonly places: FormatPlaces,
    private readonly format: string,
    private readonly log: ConversionLossLog,
  ) {}

  private drop(what: string, reason = `${this.format} has no place for it`): void {
    this.log.add({ kind: 'DROPPED', what, reason });
  }

  keepPose(pose: Pose): Pose {
    const { id, name, extra, spatial, ...rest } = pose;
    if (!this.places.canvas) this.drop('width, height');
    else if (![pose.width, pose.height].every((side) => Number.isInteger(side) && side >= 1))
      this.drop('width, height', 'a side is a whole number of pixels, at least 1');
    if (spatial !== undefined) this.drop('spatial');
    return {
      ...rest,
      ...(this.isKept('id', id, this.places.id) && { id: id! }),
      ...(this.isKept('name', name, this.places.name) && { name: name! }),
      ...(this.isKept('extra', extra, this.places.extra) && { extra: extra! }),
      people: pose.people.map((person) => this.keepPerson(person, getSkeleton(pose.skeleton).keypointNames)),
    };
  }

  private isKept(what: string, value: unknown, place: true | undefined): boolean {
    if (value === undefined) return false;
    if (!place) this.drop(what);
    return place === true;
  }

  private keepPerson(person: PersonPose, names: readonly string[]): PersonPose {
    const { places } = this;
    const { id, bbox, area, score, crowd, extra, hidden } = person;
    this.isKept('people[].hidden', hidden, undefined);
    return {
      keypoints: names.map((name, joint) => {
        const keypoint = person.keypoints[joint] ?? UNLABELLED;
        return hidden?.includes(name) ? this.hideJoint(keypoint, name) : this.keepJoint(keypoint, name);
      }),
      ...(this.isKept('people[].id', id, places.personId) && { id: id! }),
      ...(this.isKept('people[].bbox', bbox, places.bbox) && this.isFinite('people[].bbox', bbox!) && { bbox: bbox! }),
      ...(this.isKept('people[].area', area, places.area) &&
        this.isFinite('people[].area', [area!]) && { area: area! }),
      ...(this.isKept('people[].score', score, places.personScore) &&
        this.isFinite('people[].score', [score!]) && { score: score! }),
      ...(this.isKept('people[].crowd', crowd, places.crowd) && { crowd: crowd! }),
      ...(this.isKept('people[].extra', extra, places.personExtra) && { extra: extra! }),
    };
  }

  private isFinite(what: string, numbers: readonly number[]): boolean {
    if (isFinite(numbers)) return true;
    this.drop(what, 'it is not finite');
    return false;
  }

  private hideJoint(keypoint: Keypoint, name: string): Keypoint {
    if (!this.places.leavesOutHidden || keypoint.visibility === 0) return this.keepJoint(keypoint, name);
    this.drop(`joint ${name}`, 'it is hidden by intent');
    return UNLABELLED;
  }

  private keepJoint(keypoint: Keypoint, name: string): Keypoint {
    const { x, y, visibility, score } = keypoint;
    if (visibility === 0) {
      if (x !== 0 || y !== 0 || score !== undefined)
        this.drop('people[].keypoints[] unlabelled', 'a joint that is not labelled has neither place nor score');
      return UNLABELLED;
    }
    if (!isFinite([x, y, score])) {
      this.drop(`joint ${name}`, 'it is not finite');
      return UNLABELLED;
    }
    if (this.places.zeroIsUnlabelled && x === 0 && y === 0 && score === 0) {
      this.drop(`joint ${name}`, `at 0, 0 with a score of 0 it is unlabelled in ${this.format}`);
      return UNLABELLED;
    }
    if (x === this.places.hidingPlace?.[0] && y === this.places.hidingPlace[1]) {
      this.drop(`joint ${name}`, `a joint at ${x}, ${y} is a hidden one in ${this.format}`);
      return UNLABELLED;
    }
    if (visibility === 1 && !this.places.occlusion) this.drop('visibility 1');
    if (score !== undefined && !this.places.jointScore) this.drop('people[].keypoints[].score');
    return {
      x,
      y,
      visibility: this.places.occlusion ? visibility : 2,
      ...(score !== undefined && this.places.jointScore && { score }),
    };
  }
}

/** The pose without what a format cannot hold; each thing that is left out goes to the log. */
export function keepPlaces(pose: Pose, places: FormatPlaces, format: string, log: ConversionLossLog): Pose {
  return new PlaceKeeper(places, format, log).keepPose(pose);
}

/** The pose with every joint unlabelled that marks none of these landmarks; labelled ones go to the log. */
export function keepLandmarks(
  pose: Pose,
  landmarks: ReadonlySet<string>,
  format: string,
  log: ConversionLossLog,
): Pose {
  const skeleton = getSkeleton(pose.skeleton);
  const people = pose.people.map((person) => {
    const keypoints = person.keypoints.map((keypoint, joint) => {
      if (landmarks.has(skeleton.landmarks[joint]!)) return keypoint;
      const count = keypoint.visibility > 0 ? 1 : 0;
      const what = `joint ${skeleton.keypointNames[joint]!}`;
      log.add({ kind: 'DROPPED', what, count, reason: `${format} has no such joint` });
      return UNLABELLED;
    });
    return { ...person, keypoints };
  });
  return { ...pose, people };
}

/** What a joint without a score gets where the format needs one. */
export const CERTAIN = 1;

/** Tells of joints that get a score because the format needs one. */
export function countUnscored({ people }: Pose, log: ConversionLossLog): void {
  const joints = people.flatMap(({ keypoints }) => keypoints);
  const count = joints.filter(({ visibility, score }) => visibility > 0 && score === undefined).length;
  log.add({
    kind: 'SYNTHESIZED',
    what: 'people[].keypoints[].score',
    count,
    reason: 'joints without a score are sure',
  });
}
