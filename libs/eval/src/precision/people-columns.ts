import { isLabelled, type Keypoint } from '@contrapposto/pose';
import { EvalError } from '../errors.js';
import { isPacked, PACKED, type PackedPerson, type PersonLike } from './packed-person.js';
import { reserve } from './scratch.js';

/** The joints of several people side by side in typed arrays, which serve one picture after another and may be longer than is used. */
export class PeopleColumns {
  count = 0;
  /** Pixels; joint j of person p at `p * jointCount + j`. */
  x = new Float64Array(0);
  y = new Float64Array(0);
  /** 1 for a labelled joint, 0 for another. */
  labelled = new Uint8Array(0);
  labelledCounts = new Int32Array(0);
  /** Square pixels; whoever fills the columns fills them in. */
  areas = new Float64Array(0);

  constructor(
    readonly jointCount: number,
    /** For messages. */
    readonly who: string,
  ) {}

  /** @throws EvalError INVALID_SAMPLE for another number of joints, or a coordinate that is not finite */
  fill(people: readonly PersonLike[], picture: string): void {
    const [count, joints] = [people.length, people.length * this.jointCount];
    this.count = count;
    this.x = reserve(this.x, joints);
    this.y = reserve(this.y, joints);
    this.labelled = reserve(this.labelled, joints);
    this.labelledCounts = reserve(this.labelledCounts, count);
    this.areas = reserve(this.areas, count);
    for (let person = 0; person < count; person += 1) this.#fillPerson(person, people[person]!, picture);
  }

  #fillPerson(person: number, given: PersonLike, picture: string): void {
    const sum = isPacked(given)
      ? this.#unpack(person, given.keypoints, picture)
      : this.#read(person, given.keypoints, picture);
    if (!Number.isFinite(sum))
      throw new EvalError(
        'INVALID_SAMPLE',
        `Expected finite coordinates, got another (picture ${picture}, ${this.who} people).`,
      );
  }

  /** @returns the sum of all coordinates */
  #read(person: number, keypoints: readonly Keypoint[], picture: string): number {
    const { jointCount, x, y, labelled } = this;
    this.#assertJoints(keypoints.length, picture);
    let count = 0;
    let sum = 0;
    for (let joint = 0, at = person * jointCount; joint < jointCount; joint += 1, at += 1) {
      const keypoint = keypoints[joint]!;
      const isKnown = isLabelled(keypoint) ? 1 : 0;
      x[at] = keypoint.x;
      y[at] = keypoint.y;
      labelled[at] = isKnown;
      count += isKnown;
      sum += keypoint.x + keypoint.y;
    }
    this.labelledCounts[person] = count;
    return sum;
  }

  #unpack(person: number, keypoints: PackedPerson['keypoints'], picture: string): number {
    const { jointCount, x, y, labelled } = this;
    this.#assertJoints(keypoints.length / PACKED, picture);
    let count = 0;
    let sum = 0;
    for (let from = 0, at = person * jointCount; from < keypoints.length; from += PACKED, at += 1) {
      const isKnown = keypoints[from + 2]! > 0 ? 1 : 0;
      sum += (x[at] = keypoints[from]!) + (y[at] = keypoints[from + 1]!);
      labelled[at] = isKnown;
      count += isKnown;
    }
    this.labelledCounts[person] = count;
    return sum;
  }

  #assertJoints(count: number, picture: string): void {
    if (count !== this.jointCount)
      throw new EvalError(
        'INVALID_SAMPLE',
        `Expected ${this.jointCount} joints, one per OKS sigma, got ${count} (picture ${picture}, ${this.who} people). Convert the pose first.`,
      );
  }
}
