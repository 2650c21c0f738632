import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isKind } from './is-kind.js';
import type { ModelArtifact } from './model-artifact.js';
import { readOptionalJson } from './read-json.js';

type PoseEstimatorFiles = NonNullable<ModelArtifact['poseEstimator']>;

/** The pose estimator of a model folder; null where it has none. */
export async function findPoseEstimator(folder: string): Promise<PoseEstimatorFiles | null> {
  const modelPath = join(folder, 'pose_estimator', 'model.onnx');
  if (!(await isKind(modelPath, 'isFile'))) return null;
  return { modelPath, config: (await readOptionalJson(folder, 'pose_estimator/config.json')) ?? {} };
}

/** SHA-256 of its network and settings, hexadecimal: people found by two of one digest are found alike. */
export async function computeEstimatorDigest({ modelPath, config }: PoseEstimatorFiles): Promise<string> {
  return createHash('sha256')
    .update(await readFile(modelPath))
    .update(JSON.stringify(config))
    .digest('hex');
}
