import { join } from 'node:path';
import {
  fitPicture,
  normalizePicture,
  RESIZE_FILTERS,
  type ImageFeatureExtractor,
  type RgbPicture,
  type TextImageEncoder,
} from '@contrapposto/eval';
import type { Tokenizer } from '@contrapposto/model-core';
import { createTensor } from '@contrapposto/tensor';
import { z } from 'zod';
import type { Disposable, LoadOptions } from '../../contract.js';
import { ModelFolderError } from '../../errors.js';
import { computeDigest } from '../../model-folder/digest.js';
import { readJson } from '../../model-folder/read-json.js';
import { readTokenizerFiles, TOKENIZER_FILES } from '../../model-folder/tokenizer-files.js';
import { ClipTokenizer } from '../../tokenizer/clip-tokenizer.js';
import { ConfigReader } from '../config-reader.js';
import { GraphBuilder } from '../graph-builder.js';
import { linear } from '../layers/basic.js';
import { ModuleScope } from '../module-scope.js';
import { buildClipText, readClipTextConfig } from '../networks/clip-text.js';
import { buildClipVision, readClipVisionConfig } from '../networks/clip-vision.js';
import { Session } from '../session.js';
import { openWeightsFile, WeightSource } from '../weights.js';

const IMAGE_CONFIG = 'image_encoder/config.json';
const IMAGE_WEIGHTS = 'image_encoder/model.safetensors';
const PREPROCESSING = 'image_encoder/preprocessor_config.json';
const TEXT_CONFIG = 'text_encoder/config.json';
const TEXT_WEIGHTS = 'text_encoder/model.safetensors';
const TEXT_PROJECTION = 'image_encoder/text_projection.safetensors';
/** Pillow's number for BICUBIC. */
const BICUBIC = 3;

/** preprocessor_config.json of transformers' CLIPImageProcessor; what it cannot be otherwise is said, not assumed. */
const Preprocessing = z.looseObject({
  do_resize: z.literal(true),
  do_center_crop: z.literal(true),
  do_normalize: z.literal(true),
  do_rescale: z.literal(true),
  resample: z.literal(BICUBIC),
  image_mean: z.tuple([z.number(), z.number(), z.number()]),
  image_std: z.tuple([z.number(), z.number(), z.number()]),
});

/**
 * The picture's half of the CLIP pair in a model folder, as features for FID and KID. Not Inception: its distances compare with those of the
 * same model only.
 *
 * @throws ModelFolderError for a folder without image_encoder/, or with one that cannot be used
 */
export async function openBundledImageFeatures(
  folder: string,
  options: LoadOptions = {},
): Promise<ImageFeatureExtractor & Disposable> {
  const config = readClipVisionConfig(new ConfigReader(await readJson(folder, IMAGE_CONFIG), IMAGE_CONFIG));
  const normalization = await readNormalization(folder);
  const weights = await openWeightsFile(join(folder, IMAGE_WEIGHTS), folder);
  const graph = buildClipVision(config, weights, IMAGE_CONFIG);
  const session = await Session.open('image_encoder', graph.encode(), weights.folder, options);
  const size = { width: config.imageSize, height: config.imageSize };
  const digest = await computeDigest(folder, [IMAGE_CONFIG, IMAGE_WEIGHTS, PREPROCESSING]);
  return {
    pictureDigest: digest,
    identity: {
      name: 'bundled CLIP',
      digest,
      layer: 'projection',
      dimensions: config.projectionFeatures,
    },
    resizeFilter: RESIZE_FILTERS.CENTRE,
    async extract(picture) {
      const data = normalizePicture(fitPicture(picture, 'CENTRE', size), normalization);
      const pixels = createTensor('float32', [1, 3, size.height, size.width], data);
      const { image_embeds: embeds } = await session.run({ pixel_values: pixels });
      return embeds!.data;
    },
    dispose: () => session.dispose(),
  };
}

/**
 * Both halves, for CLIPSIM: the picture's, and the text encoder's last hidden state at the end token, projected. The projection is a file of its
 * own, image_encoder/text_projection.safetensors with `text_projection.weight` (D, features), since pipelines have no use for it.
 *
 * @throws ModelFolderError for a folder without one of them
 */
export async function openBundledTextImage(
  folder: string,
  options: LoadOptions = {},
): Promise<TextImageEncoder & Disposable> {
  const text = await TextHalf.open(folder, options);
  const image = await openBundledImageFeatures(folder, options);
  const files = [IMAGE_CONFIG, IMAGE_WEIGHTS, PREPROCESSING, TEXT_CONFIG, TEXT_WEIGHTS, TEXT_PROJECTION];
  const tokenizer = TOKENIZER_FILES[0];
  return {
    pictureDigest: image.pictureDigest!,
    identity: { ...image.identity, digest: await computeDigest(folder, [...files, tokenizer]) },
    resizeFilter: image.resizeFilter,
    encodeImage: (picture: RgbPicture) => image.extract(picture),
    encodeText: (caption) => text.encode(caption),
    async dispose() {
      await image.dispose();
      await text.dispose();
    },
  };
}

class TextHalf {
  private constructor(
    private readonly encoder: Session,
    private readonly projection: Session,
    private readonly tokenizer: Tokenizer,
    private readonly features: number,
  ) {}

  static async open(folder: string, options: LoadOptions): Promise<TextHalf> {
    const config = readClipTextConfig(new ConfigReader(await readJson(folder, TEXT_CONFIG), TEXT_CONFIG));
    const files = await readTokenizerFiles(folder, config);
    const weights = await openWeightsFile(join(folder, TEXT_WEIGHTS), folder);
    const projection = await openProjection(folder, config.features, options);
    const graph = buildClipText(config, weights, TEXT_CONFIG);
    const encoder = await Session.open('text_encoder', graph.encode(), weights.folder, options);
    const tokenizer = new ClipTokenizer(files.tokenizer, files.config, config.maxTokens);
    return new TextHalf(encoder, projection, tokenizer, config.features);
  }

  async encode(caption: string): Promise<Float32Array> {
    const { ids, tokenCount } = this.tokenizer.tokenize(caption);
    const { prompt_embeds: states } = await this.encoder.run({ ids });
    const end = Math.min(tokenCount, ids.data.length) - 1;
    const pooled = states!.data.slice(end * this.features, (end + 1) * this.features);
    const { text_embeds: embeds } = await this.projection.run({
      pooled: createTensor('float32', [1, this.features], pooled),
    });
    return embeds!.data;
  }

  async dispose(): Promise<void> {
    await this.encoder.dispose();
    await this.projection.dispose();
  }
}

async function openProjection(folder: string, features: number, options: LoadOptions): Promise<Session> {
  const weights = await openWeightsFile(join(folder, TEXT_PROJECTION), folder);
  const dimensions = weights.header.entries.get('text_projection.weight')?.dims[0] ?? 0;
  const graph = new GraphBuilder('text_projection');
  const source = new WeightSource(graph, weights, TEXT_CONFIG);
  const pooled = graph.input('pooled', 'float32', [1, features]);
  const scope = new ModuleScope(graph, source, 'text_projection');
  graph.output('text_embeds', linear(scope, pooled, features, dimensions, { bias: false }), [1, dimensions]);
  return Session.open('text_projection', graph.encode(), weights.folder, options);
}

async function readNormalization(folder: string) {
  const result = Preprocessing.safeParse(await readJson(folder, PREPROCESSING));
  if (!result.success)
    throw ModelFolderError.of('CONFIG_UNSUPPORTED', {
      expected: 'a bicubic resize, a centre crop, and a mean and deviation per channel',
      got: result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '),
      where: join(folder, PREPROCESSING),
    });
  const toLevels = (values: readonly [number, number, number]): [number, number, number] => [
    values[0] * 255,
    values[1] * 255,
    values[2] * 255,
  ];
  const { image_mean: mean, image_std: deviation } = result.data;
  return { channelOrder: 'RGB' as const, mean: toLevels(mean), deviation: toLevels(deviation) };
}
