import { type CanvasSize, formatJson, getSkeleton, type Pose, SKELETONS, type SkeletonName } from '@contrapposto/pose';
import { z } from 'zod';
import { invalidField } from '../parse-input.js';
import { text } from './fields.js';
import { SpatialData } from './spatial-data.js';

export const CANVAS_LIMIT = 8192;
export const PEOPLE_LIMIT = 100;

const Coordinate = z
  .number()
  .min(-(2 ** 24))
  .max(2 ** 24);
const Extra = z.record(z.string(), z.unknown());
const Side = z.int().min(1).max(CANVAS_LIMIT);

const Person = z.strictObject({
  id: text(200).optional(),
  keypoints: z.array(
    z.strictObject({
      x: Coordinate,
      y: Coordinate,
      visibility: z.literal([0, 1, 2]),
      score: z.number().optional(),
    }),
  ),
  score: z.number().optional(),
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]).optional(),
  area: z.number().min(0).optional(),
  hidden: z.array(text(100)).max(200).optional(),
  crowd: z.literal(true).optional(),
  extra: Extra.optional(),
});

/**
 * A pose of libs/pose that may be kept: a known skeleton with as many joints as it has, finite coordinates in pixels, a canvas with sides in
 * 1..8192, and at most 100 people.
 */
export const PoseData = z
  .strictObject({
    id: text(200).optional(),
    name: text(2000).optional(),
    skeleton: z.enum(Object.keys(SKELETONS) as SkeletonName[]),
    width: Side,
    height: Side,
    people: z.array(Person).max(PEOPLE_LIMIT),
    spatial: SpatialData.optional(),
    extra: Extra.optional(),
  } satisfies Record<keyof Pose | keyof CanvasSize, z.ZodType>)
  .superRefine(({ skeleton, people }, context) => {
    const joints = getSkeleton(skeleton).keypointNames.length;
    for (const [index, { keypoints }] of people.entries())
      if (keypoints.length !== joints)
        context.addIssue({
          code: 'custom',
          path: ['people', index, 'keypoints'],
          message: `${skeleton} has ${joints} joints, not ${keypoints.length}`,
        });
  }) as unknown as z.ZodType<Pose, Pose>;

/** A NUL, or half of a character: JSON can say them, Postgres cannot keep them. */
const UNSTORABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/;

/** @throws PlatformError INVALID_INPUT where a text within cannot be kept */
export function formatPoseData(pose: Pose, where: string): string {
  const json = toJson(pose);
  if (!UNSTORABLE.test(json)) return json;
  throw invalidField('data', 'text with a NUL or half a character (\\u0000, \\ud800 to \\udfff)', where);
}

/** Five times as quick as formatJson, which is needed for the whole numbers beyond 2^53 that `extra` may hold. */
function toJson(pose: Pose): string {
  try {
    return JSON.stringify(pose);
  } catch {
    return formatJson(pose);
  }
}
