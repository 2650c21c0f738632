import type { ConfigReader } from '../config-reader.js';
import { GraphBuilder, type Value } from '../graph-builder.js';
import { clipLayer, CLIP_ACTIVATIONS, type ClipLayerConfig } from '../layers/clip-layer.js';
import { layerNorm } from '../layers/basic.js';
import { ModuleScope } from '../module-scope.js';
import { WeightSource, type WeightsFile } from '../weights.js';

/** CLIPTextModel of transformers. */
export interface ClipTextConfig extends ClipLayerConfig {
  readonly vocabularySize: number;
  readonly maxTokens: number;
  readonly layers: number;
}

/** @throws ModelFolderError CONFIG_INVALID or CONFIG_UNSUPPORTED, naming the key */
export function readClipTextConfig(config: ConfigReader): ClipTextConfig {
  ignoreHousekeeping(config);
  config.require('model_type', 'clip_text_model');
  const parsed: ClipTextConfig = {
    vocabularySize: config.size('vocab_size', 49_408),
    features: config.size('hidden_size', 512),
    innerFeatures: config.size('intermediate_size', 2048),
    layers: config.size('num_hidden_layers', 12),
    heads: config.size('num_attention_heads', 8),
    maxTokens: config.size('max_position_embeddings', 77),
    activation: config.oneOf('hidden_act', CLIP_ACTIVATIONS, 'quick_gelu'),
    epsilon: config.number('layer_norm_eps', 1e-5),
  };
  config.assertDivides('num_attention_heads', parsed.heads, [parsed.features]);
  config.assertAllRead();
  return parsed;
}

/** ids (N, L) int32 -> promptEmbeds (N, L, D), the last hidden state after the final norm. */
export function buildClipText(config: ClipTextConfig, weights: WeightsFile, configLabel: string): GraphBuilder {
  const graph = new GraphBuilder('text_encoder');
  const source = new WeightSource(graph, weights, configLabel);
  const root = new ModuleScope(graph, source);
  const ids = graph.input('ids', 'int32', ['batch', config.maxTokens]);
  // transformers 5 drops the prefix that its predecessors write.
  const scope = root.has('text_model.final_layer_norm.weight') ? root.child('text_model') : root;
  let tokens = embed(scope.child('embeddings'), ids, config);
  for (let index = 0; index < config.layers; index++) {
    tokens = clipLayer(scope.child(`encoder.layers.${index}`), tokens, { ...config, causal: true });
  }
  const normalized = layerNorm(scope.child('final_layer_norm'), tokens, config.features, config.epsilon);
  graph.output('prompt_embeds', normalized, ['batch', config.maxTokens, config.features]);
  source.assertAllUsed(/position_ids$/);
  return graph;
}

function embed(scope: ModuleScope, ids: Value, config: ClipTextConfig): Value {
  const { vocabularySize, maxTokens, features } = config;
  const table = [vocabularySize, features] as const;
  const reason = `vocab_size ${vocabularySize}, hidden_size ${features}`;
  const words = scope.rows('token_embedding.weight', table, ids, { reason });
  const positions = scope.weight('position_embedding.weight', [maxTokens, features], {
    reason: `max_position_embeddings ${maxTokens}`,
  });
  return scope.node('Add', [words, positions]);
}

/** Keys that every transformers config carries and that change nothing in the forward pass. */
function ignoreHousekeeping(config: ConfigReader): void {
  config.ignore('architectures', 'transformers_version', 'torch_dtype', 'dtype', 'projection_dim', 'return_dict');
  config.ignore('attention_dropout', 'dropout', 'initializer_factor', 'initializer_range');
  config.ignore('bos_token_id', 'eos_token_id', 'pad_token_id');
}
