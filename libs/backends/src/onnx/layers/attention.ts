import { MICROSOFT_DOMAIN, type Value } from '../graph-builder.js';
import type { ModuleScope } from '../module-scope.js';
import { linear } from './basic.js';

/** The names of an attention's four projections in the weights, and which of them have a bias. */
export interface ProjectionNames {
  readonly query: string;
  readonly key: string;
  readonly value: string;
  readonly output: string;
}

export interface AttentionOptions {
  readonly names?: ProjectionNames;
  readonly heads: number;
  /** Features of the tokens that ask, and of the result. */
  readonly features: number;
  /** Features of the tokens that are looked at; the same as `features` for self-attention. */
  readonly contextFeatures?: number;
  /** Whether query, key and value have a bias; the output projection always has. */
  readonly bias?: boolean;
  /** Each token sees itself and its predecessors only. */
  readonly causal?: boolean;
  /** The config keys behind the context's width, for messages. */
  readonly reason?: string;
}

/** Names that diffusers gives to the projections. */
export const DIFFUSERS_PROJECTIONS: ProjectionNames = { query: 'to_q', key: 'to_k', value: 'to_v', output: 'to_out.0' };

/**
 * Multi-head attention: softmax(q k^T / sqrt(features / heads)) v, projected.
 *
 * `x` (N, L, features), `context` (N, M, contextFeatures); returns (N, L, features).
 */
export function attention(scope: ModuleScope, x: Value, context: Value, options: AttentionOptions): Value {
  const { names = DIFFUSERS_PROJECTIONS, heads, features, contextFeatures = features, bias = false } = options;
  const { reason } = options;
  const query = linear(scope.child(names.query), x, features, features, { bias });
  const key = linear(scope.child(names.key), context, contextFeatures, features, { bias, ...(reason && { reason }) });
  const value = linear(scope.child(names.value), context, contextFeatures, features, { bias });
  const attributes = { num_heads: heads, unidirectional: options.causal ? 1 : 0 };
  const mixed = scope.node('MultiHeadAttention', [query, key, value], { domain: MICROSOFT_DOMAIN, attributes });
  return linear(scope.child(names.output), mixed, features, features);
}
