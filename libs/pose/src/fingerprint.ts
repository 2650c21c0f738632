import { UNLABELLED } from './keypoint.js';
import { computeSha256 } from './sha256.js';
import { getSkeleton } from './skeletons/registry.js';
import { type Keypoint, type PersonPose, type Pose } from './types.js';

/** Begins every canonical text, and changes with its rules. */
const VERSION = 'contrapposto-pose/1';

/**
 * One text for one value: fields in the order of their UTF-16 code units, none for undefined, no white space, numbers in their
 * shortest decimal form and 0 without a sign, integers of any size digit by digit.
 */
function formatCanonical(value: unknown): string {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return Object.is(value, -0) ? '0' : String(value);
  if (Array.isArray(value)) return `[${value.map(formatCanonical).join(',')}]`;
  if (value === undefined || value === null) return 'null';
  if (typeof value !== 'object') return JSON.stringify(value);
  const fields = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, item]) => `${JSON.stringify(name)}:${formatCanonical(item)}`);
  return `{${fields.join(',')}}`;
}

/** An unlabelled joint is the same wherever it stands. */
function toCanonicalJoint({ x, y, visibility, score }: Keypoint): readonly (number | undefined)[] {
  if (visibility === 0) return [0, 0, 0];
  return score === undefined ? [x, y, visibility] : [x, y, visibility, score];
}

function toCanonicalPerson({ id: _, keypoints, hidden, ...person }: PersonPose, joints: number): unknown {
  return {
    ...person,
    keypoints: Array.from({ length: joints }, (__, joint) => toCanonicalJoint(keypoints[joint] ?? UNLABELLED)),
    ...(hidden && hidden.length > 0 && { hidden: [...new Set(hidden)].sort() }),
  };
}

/**
 * A pose's content as 64 hexadecimal digits, the SHA-256 of a canonical text: skeleton and its version, canvas, people with all
 * that is known of them, cameras and fields that nobody interprets. The order of fields is free, and so is that of hidden joints;
 * the order of people is not. What only says which record it is (ids, the pose's name) is left out, so that copies are known.
 * @throws PoseError UNKNOWN_SKELETON.
 */
export function computePoseFingerprint({ id: _, name: __, people, ...pose }: Pose): string {
  const { version, keypointNames } = getSkeleton(pose.skeleton);
  const canonical = formatCanonical({
    ...pose,
    skeleton: `${pose.skeleton}/${version}`,
    people: people.map((person) => toCanonicalPerson(person, keypointNames.length)),
  });
  return computeSha256(`${VERSION}\n${canonical}`);
}
