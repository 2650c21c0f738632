import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { DetectorIdentity } from '@contrapposto/eval';
import type { ExtractorKind, ExtractorSource, LoadedExtractors, LoadOptions } from '../../contract.js';
import { isKind } from '../../model-folder/is-kind.js';
import { computeEstimatorDigest, findPoseEstimator } from '../../model-folder/pose-estimator-files.js';
import { OnnxPoseEstimator } from '../onnx-pose-estimator.js';
import { openBundledImageFeatures, openBundledTextImage } from './bundled-clip.js';
import { DESCRIPTOR_FILE } from './extractor-descriptor.js';
import { createDetector } from './onnx-pose-network.js';
import { openImageFeatures, openPoseNetwork, openTextImageEncoder } from './open-extractor.js';

type Loaders = {
  readonly [Kind in ExtractorKind]: (source: ExtractorSource, options: LoadOptions) => Promise<LoadedExtractors[Kind]>;
};

const LOADERS: Loaders = {
  'image-features': async ({ folder }, options) =>
    (await hasDescriptor(folder)) ? openImageFeatures(folder, options) : openBundledImageFeatures(folder, options),
  'text-image': async ({ folder }, options) =>
    (await hasDescriptor(folder)) ? openTextImageEncoder(folder, options) : openBundledTextImage(folder, options),
  'pose-estimator': loadPoses,
};

export const EXTRACTOR_KINDS = Object.keys(LOADERS) as readonly ExtractorKind[];

/** Opens a folder that is an extractor, or the network of this kind in a model's. @throws ModelFolderError */
export function loadExtractor<Kind extends ExtractorKind>(
  kind: Kind,
  source: ExtractorSource,
  options: LoadOptions = {},
): Promise<LoadedExtractors[Kind]> {
  return LOADERS[kind](source, options);
}

async function loadPoses(
  { folder, detector }: ExtractorSource,
  options: LoadOptions,
): Promise<LoadedExtractors['pose-estimator']> {
  if (detector === undefined)
    return (await hasDescriptor(folder)) ? openPoseNetwork(folder, null, options) : loadBundledPoses(folder, options);
  const boxes = await loadPoses({ folder: detector }, options);
  const network = await openPoseNetwork(folder, createDetector(boxes), options).catch(async (error: unknown) => {
    await boxes.dispose();
    throw error;
  });
  return {
    identity: combine(network.identity, boxes.identity),
    estimate: (picture) => network.estimate(picture),
    dispose: async () => {
      await network.dispose();
      await boxes.dispose();
    },
  };
}

async function loadBundledPoses(folder: string, options: LoadOptions): Promise<LoadedExtractors['pose-estimator']> {
  const files = await findPoseEstimator(folder);
  const estimator = await OnnxPoseEstimator.load({ folder, ...(files && { poseEstimator: files }) }, options);
  return {
    identity: { name: 'bundled pose estimator', digest: await computeEstimatorDigest(files!) },
    estimate: (picture) => estimator.estimate({ ...picture, channels: 3 }),
    dispose: () => estimator.dispose(),
  };
}

/** Other boxes are other people. */
function combine(network: DetectorIdentity, boxes: DetectorIdentity): DetectorIdentity {
  const digest = createHash('sha256').update(network.digest).update(boxes.digest).digest('hex');
  return { name: `${network.name} in boxes of ${boxes.name}`, digest };
}

function hasDescriptor(folder: string): Promise<boolean> {
  return isKind(join(folder, DESCRIPTOR_FILE), 'isFile');
}
