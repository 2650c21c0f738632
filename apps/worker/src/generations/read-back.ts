import type { RgbImage, Recipe } from '@contrapposto/model-core';
import type { PoseEstimator } from '@contrapposto/backends';
import { computeFidelity } from '@contrapposto/eval';
import type { Fidelity } from '@contrapposto/platform';
import { fitPose, type Pose } from '@contrapposto/pose';

/** Finds the people in a picture, and compares them with the pose that it was made from, on the picture's canvas. */
export async function readBack(
  estimator: PoseEstimator,
  image: RgbImage,
  { poseFit }: Recipe,
  pose: Pose,
  estimatorDigest: string,
): Promise<Fidelity> {
  const people = await estimator.estimate(image);
  const { pose: expected } = fitPose(pose, image, poseFit);
  return { ...computeFidelity(expected, people), people, estimatorDigest };
}
