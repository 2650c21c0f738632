import { MICROSOFT_DOMAIN, type Value } from '../graph-builder.js';
import type { ModuleScope } from '../module-scope.js';
import { float } from '../proto/onnx-proto.js';
import type { WeightOptions } from '../weights.js';

/**
 * The layers that all networks here share, each after the PyTorch module of the same name. Shapes: N batch, C channels,
 * H and W height and width, L tokens, D features.
 */

export interface ConvOptions extends Pick<WeightOptions, 'reason'> {
  readonly stride?: number;
  /** One number for all sides, or [top, left, bottom, right]. */
  readonly padding?: number | readonly [number, number, number, number];
}

export interface LinearOptions extends Pick<WeightOptions, 'reason'> {
  readonly bias?: boolean;
}

/** Conv2d with bias: (N, inChannels, H, W) -> (N, outChannels, H', W'). */
export function conv2d(
  scope: ModuleScope,
  x: Value,
  inChannels: number,
  outChannels: number,
  kernel: number,
  options: ConvOptions = {},
): Value {
  const { stride = 1, padding = (kernel - 1) / 2 } = options;
  const weight = scope.weight('weight', [outChannels, inChannels, kernel, kernel], options);
  const bias = scope.weight('bias', [outChannels]);
  const pads = typeof padding === 'number' ? [padding, padding, padding, padding] : padding;
  const attributes = { kernel_shape: [kernel, kernel], strides: [stride, stride], pads };
  return scope.node('Conv', [x, weight, bias], { attributes });
}

/** Linear: (..., inFeatures) -> (..., outFeatures). */
export function linear(
  scope: ModuleScope,
  x: Value,
  inFeatures: number,
  outFeatures: number,
  options: LinearOptions = {},
): Value {
  const weight = scope.weight('weight', [outFeatures, inFeatures], options);
  return addBias(scope, multiplyTransposed(scope, x, weight), outFeatures, options.bias ?? true);
}

/** A 1x1 convolution's weights used as a Linear over tokens: (N, L, inChannels) -> (N, L, outChannels). */
export function pointwiseConvAsLinear(scope: ModuleScope, x: Value, inChannels: number, outChannels: number): Value {
  const viewAs = [outChannels, inChannels];
  const weight = scope.weight('weight', [outChannels, inChannels, 1, 1], { viewAs });
  return addBias(scope, multiplyTransposed(scope, x, weight), outChannels, true);
}

/** GroupNorm with affine weights over (N, C, ...). */
export function groupNorm(scope: ModuleScope, x: Value, channels: number, groups: number, epsilon: number): Value {
  const { graph } = scope;
  const ones = graph.floats(Array.from({ length: groups }, () => 1));
  const zeros = graph.floats(Array.from({ length: groups }, () => 0));
  const grouped = scope.node('Reshape', [x, graph.ints([0, groups, -1])]);
  const normalized = scope.node('InstanceNormalization', [grouped, ones, zeros], {
    attributes: { epsilon: float(epsilon) },
  });
  const restored = scope.node('Reshape', [normalized, scope.node('Shape', [x])]);
  const viewAs = [channels, 1, 1];
  const weight = scope.weight('weight', [channels], { viewAs });
  const bias = scope.weight('bias', [channels], { viewAs });
  return scope.node('Add', [scope.node('Mul', [restored, weight]), bias]);
}

/** LayerNorm over the last axis. */
export function layerNorm(scope: ModuleScope, x: Value, features: number, epsilon: number): Value {
  const inputs = [x, scope.weight('weight', [features]), scope.weight('bias', [features])];
  return scope.node('LayerNormalization', inputs, { attributes: { axis: -1, epsilon: float(epsilon) } });
}

/** x * sigmoid(x). */
export function silu(scope: ModuleScope, x: Value): Value {
  return scope.node('QuickGelu', [x], { domain: MICROSOFT_DOMAIN, attributes: { alpha: float(1) } });
}

/** x * sigmoid(1.702 x), as OpenAI's CLIP has it. */
export function quickGelu(scope: ModuleScope, x: Value): Value {
  return scope.node('QuickGelu', [x], { domain: MICROSOFT_DOMAIN, attributes: { alpha: float(1.702) } });
}

/** The exact GELU, by the error function. */
export function gelu(scope: ModuleScope, x: Value): Value {
  return scope.node('Gelu', [x]);
}

/** Nearest-neighbour upsampling to twice the height and width. */
export function upsampleTwice(scope: ModuleScope, x: Value): Value {
  const scales = scope.graph.floats([1, 1, 2, 2]);
  const attributes = { mode: 'nearest', coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' };
  return scope.node('Resize', [x, '' as Value, scales], { attributes });
}

/** (N, C, H, W) -> (N, H * W, C). */
export function toTokens(scope: ModuleScope, x: Value, channels: number): Value {
  const flat = scope.node('Reshape', [x, scope.graph.ints([0, channels, -1])]);
  return scope.node('Transpose', [flat], { attributes: { perm: [0, 2, 1] } });
}

/** (N, H * W, C) -> (N, C, H, W), the shape of `like`. */
export function toImage(scope: ModuleScope, tokens: Value, like: Value): Value {
  const flat = scope.node('Transpose', [tokens], { attributes: { perm: [0, 2, 1] } });
  return scope.node('Reshape', [flat, scope.node('Shape', [like])]);
}

/** x times the transpose of a (out, in) weight, as PyTorch keeps it. */
function multiplyTransposed(scope: ModuleScope, x: Value, weight: Value): Value {
  return scope.node('FusedMatMul', [x, weight], { domain: MICROSOFT_DOMAIN, attributes: { transB: 1 } });
}

function addBias(scope: ModuleScope, x: Value, features: number, bias: boolean): Value {
  return bias ? scope.node('Add', [x, scope.weight('bias', [features])]) : x;
}
