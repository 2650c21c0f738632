import type { ConfigReader } from '../config-reader.js';
import { GraphBuilder, type Value } from '../graph-builder.js';
import { layerNorm, linear, toTokens } from '../layers/basic.js';
import { clipLayer, CLIP_ACTIVATIONS, type ClipLayerConfig } from '../layers/clip-layer.js';
import { ModuleScope } from '../module-scope.js';
import { WeightSource, type WeightsFile } from '../weights.js';

/** CLIPVisionModelWithProjection of transformers. */
export interface ClipVisionConfig extends ClipLayerConfig {
  /** Side in pixels of the picture, and of a patch. */
  readonly imageSize: number;
  readonly patchSize: number;
  readonly layers: number;
  /** Length of the features that pictures and texts share. */
  readonly projectionFeatures: number;
}

/** @throws ModelFolderError CONFIG_INVALID or CONFIG_UNSUPPORTED, naming the key */
export function readClipVisionConfig(config: ConfigReader): ClipVisionConfig {
  config.ignore('architectures', 'transformers_version', 'torch_dtype', 'dtype', 'return_dict');
  config.ignore('attention_dropout', 'dropout', 'initializer_factor', 'initializer_range');
  config.require('model_type', 'clip_vision_model');
  config.require('num_channels', 3);
  const parsed: ClipVisionConfig = {
    imageSize: config.size('image_size', 224),
    patchSize: config.size('patch_size', 32),
    features: config.size('hidden_size', 768),
    innerFeatures: config.size('intermediate_size', 3072),
    layers: config.size('num_hidden_layers', 12),
    heads: config.size('num_attention_heads', 12),
    projectionFeatures: config.size('projection_dim', 512),
    activation: config.oneOf('hidden_act', CLIP_ACTIVATIONS, 'quick_gelu'),
    epsilon: config.number('layer_norm_eps', 1e-5),
  };
  config.assertDivides('patch_size', parsed.patchSize, [parsed.imageSize]);
  config.assertDivides('num_attention_heads', parsed.heads, [parsed.features]);
  config.assertAllRead();
  return parsed;
}

/** pixel_values (1, 3, S, S), normalized -> image_embeds (1, D): the class token after the last norm, projected. */
export function buildClipVision(config: ClipVisionConfig, weights: WeightsFile, configLabel: string): GraphBuilder {
  const { imageSize, features, epsilon, projectionFeatures } = config;
  const graph = new GraphBuilder('image_encoder');
  const source = new WeightSource(graph, weights, configLabel);
  const root = new ModuleScope(graph, source);
  const scope = root.child('vision_model');
  const pixels = graph.input('pixel_values', 'float32', [1, 3, imageSize, imageSize]);
  let tokens = embed(scope.child('embeddings'), pixels, config);
  // transformers' own spelling.
  tokens = layerNorm(scope.child('pre_layrnorm'), tokens, features, epsilon);
  for (let index = 0; index < config.layers; index++)
    tokens = clipLayer(scope.child(`encoder.layers.${index}`), tokens, { ...config, causal: false });
  const first = scope.node('Gather', [tokens, graph.ints([0], [])], { attributes: { axis: 1 } });
  const pooled = layerNorm(scope.child('post_layernorm'), first, features, epsilon);
  const projected = linear(root.child('visual_projection'), pooled, features, projectionFeatures, { bias: false });
  graph.output('image_embeds', projected, [1, projectionFeatures]);
  source.assertAllUsed(/position_ids$/);
  return graph;
}

/** The class token, then one per patch, each with its position: (1, 1 + (S / P)², features). */
function embed(scope: ModuleScope, pixels: Value, { imageSize, patchSize, features }: ClipVisionConfig): Value {
  const kernel = scope.child('patch_embedding').weight('weight', [features, 3, patchSize, patchSize]);
  const attributes = { kernel_shape: [patchSize, patchSize], strides: [patchSize, patchSize] };
  const patches = toTokens(scope, scope.node('Conv', [pixels, kernel], { attributes }), features);
  const first = scope.weight('class_embedding', [features], { viewAs: [1, 1, features] });
  const tokens = scope.node('Concat', [first, patches], { attributes: { axis: 1 } });
  const positions = scope.weight('position_embedding.weight', [1 + (imageSize / patchSize) ** 2, features]);
  return scope.node('Add', [tokens, positions]);
}
