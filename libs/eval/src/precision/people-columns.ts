import { isLabelled, type PersonPose } from '@contrapposto/pose';
import { EvalError } from '../errors.js';
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
  fill(people: readonly PersonPose[], picture: string): void {
    const [count, joints] = [people.length, people.length * this.jointCount];
    this.count = count;
    this.x = reserve(this.x, joints);
    this.y = reserve(this.y, joints);
    this.labelled = reserve(this.labelled, joints);
    this.labelledCounts = reserve(this.labelledCounts, count);
    this.areas = reserve(this.areas, count);
    for (let person = 0; person < count; person += 1) this.#fillPerson(person, people[person]!, picture);
  }

  #fillPerson(person: number, { keypoints }: PersonPose, picture: string): void {
    const { jointCount, x, y, labelled } = this;
    if (keypoints.length !== jointCount)
      throw new EvalError(
        'INVALID_SAMPLE',
        `Expected ${jointCount} joints, one per OKS sigma, got ${keypoints.length} (picture ${picture}, ${this.who} people). Convert the pose first.`,
      );
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
    if (!Number.isFinite(sum))
      throw new EvalError(
        'INVALID_SAMPLE',
        `Expected finite coordinates, got another (picture ${picture}, ${this.who} people).`,
      );
    this.labelledCounts[person] = count;
  }
}
