import type { Value } from '../graph-builder.js';
import type { ModuleScope } from '../module-scope.js';
import { attention } from './attention.js';
import { gelu, groupNorm, layerNorm, linear, pointwiseConvAsLinear, toImage, toTokens } from './basic.js';

export interface TransformerSettings {
  readonly channels: number;
  readonly heads: number;
  readonly depth: number;
  readonly contextFeatures: number;
  readonly normGroups: number;
  /** SD 2.x projects with Linear, SD 1.x with a 1x1 convolution; over tokens the two compute the same. */
  readonly linearProjection: boolean;
}

/** diffusers fixes both, whatever norm_eps says. */
const GROUP_NORM_EPSILON = 1e-6;
const LAYER_NORM_EPSILON = 1e-5;

/** diffusers' Transformer2DModel: (N, C, H, W), attending to itself and to `context` (N, L, contextFeatures). */
export function transformer2d(scope: ModuleScope, x: Value, context: Value, settings: TransformerSettings): Value {
  const { channels, depth, normGroups, linearProjection } = settings;
  const project = linearProjection ? linear : pointwiseConvAsLinear;
  const normalized = groupNorm(scope.child('norm'), x, channels, normGroups, GROUP_NORM_EPSILON);
  let tokens = project(scope.child('proj_in'), toTokens(scope, normalized, channels), channels, channels);
  for (let index = 0; index < depth; index++) {
    tokens = transformerBlock(scope.child(`transformer_blocks.${index}`), tokens, context, settings);
  }
  const projected = project(scope.child('proj_out'), tokens, channels, channels);
  return scope.node('Add', [toImage(scope, projected, x), x]);
}

/** diffusers' BasicTransformerBlock over tokens (N, L, channels). */
function transformerBlock(scope: ModuleScope, tokens: Value, context: Value, settings: TransformerSettings): Value {
  const { channels: features, heads, contextFeatures } = settings;
  const norm = (name: string, x: Value) => layerNorm(scope.child(name), x, features, LAYER_NORM_EPSILON);

  const asked = norm('norm1', tokens);
  tokens = scope.node('Add', [attention(scope.child('attn1'), asked, asked, { heads, features }), tokens]);

  const reason = `cross_attention_dim ${contextFeatures}`;
  const crossed = attention(scope.child('attn2'), norm('norm2', tokens), context, {
    heads,
    features,
    contextFeatures,
    reason,
  });
  tokens = scope.node('Add', [crossed, tokens]);

  return scope.node('Add', [gatedFeedForward(scope.child('ff'), norm('norm3', tokens), features), tokens]);
}

/** GEGLU: (a, b) = W x; W' (a * gelu(b)), four times as wide inside. */
function gatedFeedForward(scope: ModuleScope, x: Value, features: number): Value {
  const inner = features * 4;
  const both = linear(scope.child('net.0.proj'), x, features, inner * 2);
  const [value, gate] = scope.graph.nodeWithOutputs('Split', [both], 2, {
    attributes: { axis: -1, num_outputs: 2 },
    label: scope.path,
  }) as [Value, Value];
  return linear(scope.child('net.2'), scope.node('Mul', [value, gelu(scope, gate)]), inner, features);
}
