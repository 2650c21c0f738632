import { createHash } from 'node:crypto';
import { RESIZE_FILTERS, type RgbPicture, type TextImageEncoder } from '@contrapposto/eval';
import type { Tokenizer } from '@contrapposto/model-core';
import { createTensor } from '@contrapposto/tensor';
import type { LoadOptions } from '../../contract.js';
import { readTokenizer } from '../../model-folder/tokenizer-files.js';
import { ClipTokenizer } from '../../tokenizer/clip-tokenizer.js';
import type { Session } from '../session.js';
import type { ExtractorDescriptor } from './extractor-descriptor.js';
import { computePictureDigest, identify, readFeatures, runOnPicture } from './onnx-image-features.js';
import { openNetwork } from './open-network.js';

/** The mask that transformers' exports may ask for beside the ids. */
const MASK = 'attention_mask';

/** CLIP as two networks: pictures (1, 3, H, W) -> (1, D), token ids (1, L) -> (1, D). Captions are cut to L tokens, never to letters. */
export class OnnxTextImage implements TextImageEncoder {
  readonly identity: TextImageEncoder['identity'];
  readonly resizeFilter: string;
  readonly pictureDigest: string;

  private constructor(
    private readonly image: Session,
    private readonly text: Session,
    private readonly tokenizer: Tokenizer,
    private readonly descriptor: ExtractorDescriptor,
  ) {
    const both = createHash('sha256').update(descriptor.model.sha256).update(descriptor.textModel!.sha256);
    this.identity = identify(descriptor, both.digest('hex'));
    this.resizeFilter = RESIZE_FILTERS[descriptor.fit];
    this.pictureDigest = computePictureDigest(descriptor);
  }

  static async open(descriptor: ExtractorDescriptor, options: LoadOptions = {}): Promise<OnnxTextImage> {
    const { folder, model, textModel, input, outputs, text } = descriptor;
    const { tokenizer, config } = await readTokenizer(folder);
    const image = await openNetwork(folder, model, { inputs: [input.name], outputs }, options);
    const signature = { inputs: [text!.input], outputs: [text!.output] };
    const texts = await openNetwork(folder, textModel!, signature, options);
    return new OnnxTextImage(image, texts, new ClipTokenizer(tokenizer, config, text!.tokens), descriptor);
  }

  encodeImage(picture: RgbPicture): Promise<Float32Array> {
    return runOnPicture(this.image, picture, this.descriptor);
  }

  async encodeText(caption: string): Promise<Float32Array> {
    const { text, features, name } = this.descriptor;
    const { ids, tokenCount } = this.tokenizer.tokenize(caption);
    const mask = createTensor('int32', ids.dims);
    mask.data.fill(1, 0, Math.min(tokenCount, mask.data.length));
    const takesMask = this.text.names.inputs.includes(MASK);
    const results = await this.text.run({ [text!.input]: ids, ...(takesMask && { [MASK]: mask }) });
    return readFeatures(results[text!.output]!, features!.dimensions, name);
  }

  async dispose(): Promise<void> {
    await this.image.dispose();
    await this.text.dispose();
  }
}
