import type { ImageFeatureExtractor, PersonDetector, TextImageEncoder } from '@contrapposto/eval';
import type { Disposable, LoadOptions } from '../../contract.js';
import { ModelFolderError } from '../../errors.js';
import { readExtractorDescriptor, type ExtractorDescriptor } from './extractor-descriptor.js';
import { OnnxImageFeatures } from './onnx-image-features.js';
import { OnnxPoseNetwork } from './onnx-pose-network.js';
import { OnnxTextImage } from './onnx-text-image.js';

/**
 * Extractors as folders: a network of someone else's and `extractor.json`, which says how it is fed and read. See docs/guides/extractors.md.
 *
 * @throws ModelFolderError for a folder that is no such extractor; BackendError BACKEND_FAILED
 */
export async function openImageFeatures(
  folder: string,
  options?: LoadOptions,
): Promise<ImageFeatureExtractor & Disposable> {
  return OnnxImageFeatures.open(await readKind(folder, 'image-features'), options);
}

/** @see openImageFeatures */
export async function openTextImageEncoder(
  folder: string,
  options?: LoadOptions,
): Promise<TextImageEncoder & Disposable> {
  return OnnxTextImage.open(await readKind(folder, 'text-image'), options);
}

/** @see openImageFeatures, OnnxPoseNetwork.open */
export async function openPoseNetwork(
  folder: string,
  detector: PersonDetector | null = null,
  options?: LoadOptions,
): Promise<OnnxPoseNetwork> {
  return OnnxPoseNetwork.open(await readKind(folder, 'pose-estimator'), detector, options);
}

async function readKind(folder: string, kind: ExtractorDescriptor['kind']): Promise<ExtractorDescriptor> {
  const descriptor = await readExtractorDescriptor(folder);
  if (descriptor.kind === kind) return descriptor;
  throw ModelFolderError.of('CONFIG_INVALID', {
    expected: `an extractor of kind ${kind}`,
    got: descriptor.kind,
    where: folder,
  });
}
