import type { Value } from '../graph-builder.js';
import type { ModuleScope } from '../module-scope.js';
import { conv2d, groupNorm, linear, silu } from './basic.js';

export interface NormSettings {
  readonly groups: number;
  readonly epsilon: number;
}

/** The timestep as a network's blocks see it: silu(time embedding), (1, features). */
export interface TimeCondition {
  readonly value: Value;
  readonly features: number;
}

/**
 * diffusers' ResnetBlock2D with the default time shift: (N, inChannels, H, W) -> (N, outChannels, H, W).
 *
 * @param time null in the autoencoder, whose blocks know no timestep
 */
export function resnetBlock(
  scope: ModuleScope,
  x: Value,
  inChannels: number,
  outChannels: number,
  norm: NormSettings,
  time: TimeCondition | null,
): Value {
  let hidden = silu(scope, groupNorm(scope.child('norm1'), x, inChannels, norm.groups, norm.epsilon));
  hidden = conv2d(scope.child('conv1'), hidden, inChannels, outChannels, 3);
  if (time !== null) hidden = scope.node('Add', [hidden, timeShift(scope, time, outChannels)]);
  hidden = silu(scope, groupNorm(scope.child('norm2'), hidden, outChannels, norm.groups, norm.epsilon));
  hidden = conv2d(scope.child('conv2'), hidden, outChannels, outChannels, 3);
  const shortcut = inChannels === outChannels ? x : conv2d(scope.child('conv_shortcut'), x, inChannels, outChannels, 1);
  return scope.node('Add', [shortcut, hidden]);
}

/** (1, outChannels, 1, 1). */
function timeShift(scope: ModuleScope, time: TimeCondition, outChannels: number): Value {
  const shift = linear(scope.child('time_emb_proj'), time.value, time.features, outChannels);
  return scope.node('Reshape', [shift, scope.graph.ints([1, outChannels, 1, 1])]);
}
