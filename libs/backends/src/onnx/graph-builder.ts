import {
  encodeModel,
  type ExternalData,
  type OnnxAttribute,
  type OnnxElementType,
  type OnnxNode,
  type OnnxTensor,
  type OnnxValueInfo,
} from './proto/onnx-proto.js';

/** A value that flows through a graph: the output of a node, an input, or a weight. */
export type Value = string & { readonly __brand: 'onnx value' };

/** ONNX's own operators, and ONNX Runtime's contributed ones. */
export const MICROSOFT_DOMAIN = 'com.microsoft';

/** Opset 20 is the oldest with Gelu; nothing here needs a newer one. */
const OPSETS = { '': 20, [MICROSOFT_DOMAIN]: 1 } as const;
/** The IR version that came with opset 20. */
const IR_VERSION = 9;

export interface NodeOptions {
  readonly attributes?: Readonly<Record<string, OnnxAttribute>>;
  readonly domain?: '' | typeof MICROSOFT_DOMAIN;
  /** Where the node comes from, for profiles and error messages: a module's path in the weights' names. */
  readonly label?: string;
}

/** Collects the nodes of one ONNX graph in the order in which they are computed. */
export class GraphBuilder {
  private readonly nodes: OnnxNode[] = [];
  private readonly initializers: OnnxTensor[] = [];
  private readonly inputs: OnnxValueInfo[] = [];
  private readonly outputs: OnnxValueInfo[] = [];
  private readonly constants = new Map<string, Value>();

  constructor(private readonly name: string) {}

  input(name: string, elementType: OnnxElementType, dims: readonly (number | string)[]): Value {
    this.inputs.push({ name, elementType, dims });
    return name as Value;
  }

  /** Gives `value` a public name. */
  output(name: string, value: Value, dims: readonly (number | string)[]): void {
    this.nodes.push({ name, opType: 'Identity', domain: '', inputs: [value], outputs: [name], attributes: {} });
    this.outputs.push({ name, elementType: 'float32', dims });
  }

  /** A weight that stays in the file that holds it. */
  externalTensor(name: string, elementType: OnnxElementType, dims: readonly number[], data: ExternalData): Value {
    this.initializers.push({ name, elementType, dims, data });
    return name as Value;
  }

  /** A float32 constant; the same numbers are kept once. */
  floats(values: readonly number[], dims: readonly number[] = [values.length]): Value {
    return this.constant('float32', dims, new Float32Array(values));
  }

  /** An int64 constant, for shapes, axes and indices. */
  ints(values: readonly number[], dims: readonly number[] = [values.length]): Value {
    return this.constant('int64', dims, new BigInt64Array(values.map(BigInt)));
  }

  /** Adds a node with one output. */
  node(opType: string, inputs: readonly Value[], options: NodeOptions = {}): Value {
    return this.nodeWithOutputs(opType, inputs, 1, options)[0] as Value;
  }

  /** Adds a node with `count` outputs. */
  nodeWithOutputs(opType: string, inputs: readonly Value[], count: number, options: NodeOptions = {}): Value[] {
    const { attributes = {}, domain = '', label = 'graph' } = options;
    const name = `${label}/${opType}_${this.nodes.length}`;
    const outputs = Array.from({ length: count }, (_, index) => `${name}:${index}` as Value);
    this.nodes.push({ name, opType, domain, inputs, outputs, attributes });
    return outputs;
  }

  /** The graph as the bytes of an ONNX model. */
  encode(): Uint8Array {
    const { name, nodes, initializers, inputs, outputs } = this;
    const graph = { name, nodes, initializers, inputs, outputs };
    return encodeModel({ irVersion: IR_VERSION, producerName: 'contrapposto', opsets: OPSETS, graph });
  }

  private constant(
    elementType: 'float32' | 'int64',
    dims: readonly number[],
    values: Float32Array | BigInt64Array,
  ): Value {
    const key = `${elementType}[${dims.join(',')}]=${values.join(',')}`;
    const known = this.constants.get(key);
    if (known !== undefined) return known;
    const name = `constant_${this.constants.size}` as Value;
    const data = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    this.initializers.push({ name, elementType, dims, data });
    this.constants.set(key, name);
    return name;
  }
}
