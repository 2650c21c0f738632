import { PoseError } from '../errors.js';
import { suggest } from '../near-miss.js';
import { HUMANOID_BONES, isHumanoidBone } from './humanoid.js';
import { type SpatialPose } from './types.js';

/** No place of a person lies farther from the world's origin, metres. */
export const MAX_COORDINATE = 1e6;
const MAX_PEOPLE = 1000;
/** A quaternion's length may differ from one by this: what single precision and short decimals leave of it. */
const UNIT_TOLERANCE = 1e-3;

function isTuple(value: unknown, length: number, limit: number): value is readonly number[] {
  return Array.isArray(value) && value.length === length && value.every((part) => Math.abs(part as number) <= limit);
}

function fail(expected: string, where: string): never {
  throw new PoseError('INVALID_POSE', `Expected ${expected} (${where}).`);
}

/**
 * Holds people in three dimensions to their rules: known bones, finite places, unit quaternions.
 * @throws PoseError INVALID_POSE, naming the person and the bone.
 */
export function assertSpatialPose(spatial: Pick<SpatialPose, 'people'>): void {
  if (spatial.people.length > MAX_PEOPLE) fail(`at most ${MAX_PEOPLE} people`, `got ${spatial.people.length}`);
  for (const [index, { hips, rotations, proportions = {} }] of spatial.people.entries()) {
    const where = `person ${index + 1}`;
    if (!isTuple(hips, 3, MAX_COORDINATE)) fail('hips of three finite numbers', where);
    for (const name of [...Object.keys(rotations), ...Object.keys(proportions)])
      if (!isHumanoidBone(name)) fail(`a bone of the humanoid, got ${name}. ${suggest(name, HUMANOID_BONES)}`, where);
    for (const [bone, rotation] of Object.entries(rotations))
      if (!isTuple(rotation, 4, 2) || Math.abs(Math.hypot(...rotation) - 1) > UNIT_TOLERANCE)
        fail('a unit quaternion [x, y, z, w]', `${where}, ${bone}`);
    for (const [bone, offset] of Object.entries(proportions))
      if (!isTuple(offset, 3, MAX_COORDINATE)) fail('an offset of three finite numbers', `${where}, ${bone}`);
  }
}
