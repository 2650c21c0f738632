import { isLabelled, type PersonPose } from '@contrapposto/pose';
import { EvalError } from '../errors.js';

/** The joints of several people side by side in typed arrays, which serve one picture after another. */
export class PeopleColumns {
  count = 0;
  /** Pixels; joint j of person p at `p * jointCount + j`. */
  x = new Float64Array(0);
  y = new Float64Array(0);
  /** 1 for a labelled joint, 0 for another. */
  labelled = new Uint8Array(0);
  labelledCounts = new Int32Array(0);

  constructor(readonly jointCount: number) {}

  /** @throws EvalError INVALID_SAMPLE for another number of joints, or a coordinate that is not finite */
  fill(people: readonly PersonPose[], where: string): void {
    this.#reserve(people.length);
    this.count = people.length;
    for (let person = 0; person < people.length; person += 1) this.#fillPerson(person, people[person]!, where);
  }

  #fillPerson(person: number, { keypoints }: PersonPose, where: string): void {
    const { jointCount, x, y, labelled } = this;
    if (keypoints.length !== jointCount)
      throw new EvalError(
        'INVALID_SAMPLE',
        `Expected ${jointCount} joints, one per OKS sigma, got ${keypoints.length} (${where}). Convert the pose first.`,
      );
    let [count, sum] = [0, 0];
    for (let joint = 0, at = person * jointCount; joint < jointCount; joint += 1, at += 1) {
      const keypoint = keypoints[joint]!;
      x[at] = keypoint.x;
      y[at] = keypoint.y;
      labelled[at] = isLabelled(keypoint) ? 1 : 0;
      count += labelled[at]!;
      sum += keypoint.x + keypoint.y;
    }
    if (!Number.isFinite(sum))
      throw new EvalError('INVALID_SAMPLE', `Expected finite coordinates, got another (${where}).`);
    this.labelledCounts[person] = count;
  }

  #reserve(count: number): void {
    if (count <= this.labelledCounts.length) return;
    const [people, joints] = [2 * count, 2 * count * this.jointCount];
    this.x = new Float64Array(joints);
    this.y = new Float64Array(joints);
    this.labelled = new Uint8Array(joints);
    this.labelledCounts = new Int32Array(people);
  }
}
