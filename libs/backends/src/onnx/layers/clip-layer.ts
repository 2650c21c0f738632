import type { Value } from '../graph-builder.js';
import type { ModuleScope } from '../module-scope.js';
import { attention, type ProjectionNames } from './attention.js';
import { gelu, layerNorm, linear, quickGelu } from './basic.js';

export const CLIP_ACTIVATIONS = ['quick_gelu', 'gelu'] as const;

export interface ClipLayerConfig {
  readonly features: number;
  readonly innerFeatures: number;
  readonly heads: number;
  readonly activation: (typeof CLIP_ACTIVATIONS)[number];
  readonly epsilon: number;
}

const PROJECTIONS: ProjectionNames = { query: 'q_proj', key: 'k_proj', value: 'v_proj', output: 'out_proj' };

/** transformers' CLIPEncoderLayer over tokens (N, L, features). */
export function clipLayer(
  scope: ModuleScope,
  tokens: Value,
  config: ClipLayerConfig & { readonly causal: boolean },
): Value {
  const { features, innerFeatures, heads, epsilon, causal } = config;
  const activate = config.activation === 'gelu' ? gelu : quickGelu;

  const asked = layerNorm(scope.child('layer_norm1'), tokens, features, epsilon);
  const options = { names: PROJECTIONS, heads, features, bias: true, causal };
  tokens = scope.node('Add', [attention(scope.child('self_attn'), asked, asked, options), tokens]);

  const normalized = layerNorm(scope.child('layer_norm2'), tokens, features, epsilon);
  const mlp = scope.child('mlp');
  const inner = activate(mlp, linear(mlp.child('fc1'), normalized, features, innerFeatures));
  return scope.node('Add', [linear(mlp.child('fc2'), inner, innerFeatures, features), tokens]);
}
