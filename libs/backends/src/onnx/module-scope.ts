import type { GraphBuilder, NodeOptions, Value } from './graph-builder.js';
import type { WeightOptions, WeightSource } from './weights.js';

/** A module of a network: a place in its graph and a prefix of its weights' names, such as `down_blocks.0.resnets.1`. */
export class ModuleScope {
  constructor(
    readonly graph: GraphBuilder,
    private readonly weights: WeightSource,
    readonly path = '',
  ) {}

  child(name: string): ModuleScope {
    return new ModuleScope(this.graph, this.weights, this.qualify(name));
  }

  has(name: string): boolean {
    return this.weights.has(this.qualify(name));
  }

  /** @see WeightSource.float32 */
  weight(name: string, dims: readonly number[], options?: WeightOptions): Value {
    return this.weights.float32(this.qualify(name), dims, options);
  }

  /** @see WeightSource.rows */
  rows(name: string, dims: readonly [number, number], ids: Value, options?: WeightOptions): Value {
    return this.weights.rows(this.qualify(name), dims, ids, options);
  }

  node(opType: string, inputs: readonly Value[], options: Omit<NodeOptions, 'label'> = {}): Value {
    return this.graph.node(opType, inputs, { ...options, label: this.path });
  }

  private qualify(name: string): string {
    return this.path === '' ? name : `${this.path}.${name}`;
  }
}
