import { createHash } from 'node:crypto';
import {
  fitPicture,
  normalizePicture,
  RESIZE_FILTERS,
  type ImageFeatureExtractor,
  type RgbPicture,
} from '@contrapposto/eval';
import { assertShape, createTensor, type Tensor } from '@contrapposto/tensor';
import type { LoadOptions } from '../../contract.js';
import type { Session } from '../session.js';
import type { ExtractorDescriptor } from './extractor-descriptor.js';
import { openNetwork } from './open-network.js';

/** Features of whole pictures, such as Inception-v3's: image (1, 3, H, W) -> (1, D). */
export class OnnxImageFeatures implements ImageFeatureExtractor {
  readonly identity: ImageFeatureExtractor['identity'];
  readonly resizeFilter: string;
  readonly pictureDigest: string;

  private constructor(
    private readonly session: Session,
    private readonly descriptor: ExtractorDescriptor,
  ) {
    this.identity = identify(descriptor, descriptor.model.sha256);
    this.resizeFilter = RESIZE_FILTERS[descriptor.fit];
    this.pictureDigest = computePictureDigest(descriptor);
  }

  static async open(descriptor: ExtractorDescriptor, options: LoadOptions = {}): Promise<OnnxImageFeatures> {
    const { folder, model, input, outputs } = descriptor;
    const session = await openNetwork(folder, model, { inputs: [input.name], outputs }, options);
    return new OnnxImageFeatures(session, descriptor);
  }

  extract(picture: RgbPicture): Promise<Float32Array> {
    return runOnPicture(this.session, picture, this.descriptor);
  }

  async dispose(): Promise<void> {
    await this.session.dispose();
  }
}

/** Of what `runOnPicture` depends on; the same for both kinds of extractor. */
export function computePictureDigest({ model, input, fit, normalization, outputs }: ExtractorDescriptor): string {
  const { channelOrder, mean, deviation } = normalization;
  const feeding = [input.name, input.width, input.height, fit, channelOrder, mean, deviation];
  return createHash('sha256')
    .update(JSON.stringify([model.sha256, feeding, outputs[0]]))
    .digest('hex');
}

/** The first output's features of one picture. */
export async function runOnPicture(
  session: Session,
  picture: RgbPicture,
  { input, fit, normalization, outputs, features, name }: ExtractorDescriptor,
): Promise<Float32Array> {
  const fitted = fitPicture(picture, fit, input);
  const image = createTensor('float32', [1, 3, fitted.height, fitted.width], normalizePicture(fitted, normalization));
  const results = await session.run({ [input.name]: image });
  return readFeatures(results[outputs[0]!]!, features!.dimensions, name);
}

/** @throws TensorError SHAPE_MISMATCH for another length than the descriptor's */
export function readFeatures(tensor: Tensor, dimensions: number, name: string): Float32Array {
  assertShape({ ...tensor, dims: [tensor.data.length] }, [dimensions], `features of ${name}`);
  return tensor.data;
}

export function identify({ name, features }: ExtractorDescriptor, digest: string): ImageFeatureExtractor['identity'] {
  return { name, digest, layer: features!.layer, dimensions: features!.dimensions };
}
