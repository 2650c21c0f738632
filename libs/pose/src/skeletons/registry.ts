import { PoseError } from '../errors.js';
import { suggest } from '../near-miss.js';
import { type SkeletonName } from '../types.js';
import { body25 } from './body25.js';
import { coco17 } from './coco17.js';
import { type SkeletonDefinition } from './definition.js';
import { humanart21 } from './humanart21.js';
import { mediapipe33 } from './mediapipe33.js';
import { mixamo65 } from './mixamo65.js';
import { openpose18 } from './openpose18.js';
import { vrm55 } from './vrm55.js';
import { wholebody133 } from './wholebody133.js';

/** Every skeleton by name. */
export const SKELETONS: Readonly<Record<SkeletonName, SkeletonDefinition>> = {
  coco17,
  humanart21,
  openpose18,
  body25,
  wholebody133,
  mediapipe33,
  vrm55,
  mixamo65,
};

export function isSkeletonName(name: string): name is SkeletonName {
  return Object.hasOwn(SKELETONS, name);
}

/** @throws PoseError UNKNOWN_SKELETON, with the nearest names. */
export function getSkeleton(name: string): SkeletonDefinition {
  if (isSkeletonName(name)) return SKELETONS[name];
  const hint = suggest(name, Object.keys(SKELETONS));
  throw new PoseError('UNKNOWN_SKELETON', `Expected the name of a skeleton, got ${JSON.stringify(name)}. ${hint}`);
}
