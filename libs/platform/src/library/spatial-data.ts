import { HUMANOID_BONES, type SpatialPose } from '@contrapposto/pose';
import { z } from 'zod';
import { text } from './fields.js';

const PEOPLE_LIMIT = 100;
const CAMERA_LIMIT = 100;
/** What single precision and short decimals leave of a quaternion's length. */
const UNIT_TOLERANCE = 1e-3;

const Metres = z.number().min(-1e6).max(1e6);
const Vec3 = z.tuple([Metres, Metres, Metres]);
const Part = z.number().min(-2).max(2);
const Quaternion = z
  .tuple([Part, Part, Part, Part])
  .refine((parts) => Math.abs(Math.hypot(...parts) - 1) <= UNIT_TOLERANCE, 'expected a unit quaternion [x, y, z, w]');

function perBone<Value extends z.ZodType>(value: Value) {
  return z.partialRecord(z.enum(HUMANOID_BONES), value);
}

export const SpatialPersonData = z.strictObject({
  hips: Vec3,
  rotations: perBone(Quaternion),
  proportions: perBone(Vec3).optional(),
});

const place = { name: text(200), position: Vec3, target: Vec3, up: Vec3 };
const Camera = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('perspective'), ...place, verticalFieldOfView: z.number().gt(0).lt(180) }),
  z.strictObject({ kind: z.literal('orthographic'), ...place, height: z.number().gt(0).max(1e6) }),
]);

/** People in three dimensions as libs/pose has them: metres, unit quaternions, at most 100 people and as many cameras. */
export const SpatialData = z.strictObject({
  people: z.array(SpatialPersonData).max(PEOPLE_LIMIT),
  cameras: z.array(Camera).max(CAMERA_LIMIT),
} satisfies Record<keyof SpatialPose, z.ZodType>) as unknown as z.ZodType<SpatialPose, SpatialPose>;
