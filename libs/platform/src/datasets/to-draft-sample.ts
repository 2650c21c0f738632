import type { Pose } from '@contrapposto/pose';
import type { PickedPose } from '../import/pick-poses.js';
import { describePicture, toKey } from './read-picture.js';
import type { DraftSample } from './snapshot-draft.js';

/**
 * The sample of an annotated picture.
 *
 * @param findPicture the hash of the picture of that key, null where there is none
 */
export function toDraftSample(
  { json, name, terms }: PickedPose,
  split: string,
  findPicture: (key: string) => string | null,
): DraftSample {
  const pose = JSON.parse(json) as Pose;
  const key = toKey(pose.name ?? name);
  const { scene, caption, extra } = describePicture(pose);
  return { key, split, scene, caption, pose: json, poseVersionId: null, sha256: findPicture(key), terms, extra };
}
