import { bytesField, floatField, message, stringField, varintField, type Bytes } from './protobuf-writer.js';

/**
 * ONNX's ModelProto as plain values, and their encoding. Field numbers are those of onnx.proto3; only what our
 * graphs use is here.
 */
export interface OnnxModel {
  readonly irVersion: number;
  readonly producerName: string;
  /** Domain to version; the default domain is the empty string. */
  readonly opsets: Readonly<Record<string, number>>;
  readonly graph: OnnxGraph;
}

export interface OnnxGraph {
  readonly name: string;
  readonly nodes: readonly OnnxNode[];
  readonly initializers: readonly OnnxTensor[];
  readonly inputs: readonly OnnxValueInfo[];
  readonly outputs: readonly OnnxValueInfo[];
}

export interface OnnxNode {
  readonly name: string;
  readonly opType: string;
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, OnnxAttribute>>;
}

/** Plain numbers are int attributes; a float is written `float(x)`, since 1 and 1.0 are one number in JavaScript. */
export type OnnxAttribute = number | string | readonly number[] | FloatAttribute;

export interface FloatAttribute {
  readonly float: number;
}

export function float(value: number): FloatAttribute {
  return { float: value };
}

export type OnnxElementType = 'float32' | 'float16' | 'bfloat16' | 'int32' | 'int64';

export interface OnnxValueInfo {
  readonly name: string;
  readonly elementType: OnnxElementType;
  /** A name is a dimension that may differ from run to run. */
  readonly dims: readonly (number | string)[];
}

export interface OnnxTensor {
  readonly name: string;
  readonly elementType: OnnxElementType;
  readonly dims: readonly number[];
  /** Little-endian bytes in the model, or a range of a file beside it. */
  readonly data: Uint8Array | ExternalData;
}

export interface ExternalData {
  /** File name, relative to the folder that the runtime is told. */
  readonly location: string;
  /** Bytes from the file's start. */
  readonly offset: number;
  readonly length: number;
}

/** TensorProto.DataType. */
export const ELEMENT_TYPE_CODES: Readonly<Record<OnnxElementType, number>> = {
  float32: 1,
  int32: 6,
  int64: 7,
  float16: 10,
  bfloat16: 16,
};

/** AttributeProto.AttributeType. */
const ATTRIBUTE_FLOAT = 1;
const ATTRIBUTE_INT = 2;
const ATTRIBUTE_STRING = 3;
const ATTRIBUTE_INTS = 7;

/** TensorProto.DataLocation. */
const LOCATION_EXTERNAL = 1;

/** The bytes of an `.onnx` file. */
export function encodeModel(model: OnnxModel): Bytes {
  return message(
    varintField(1, model.irVersion),
    stringField(2, model.producerName),
    bytesField(7, encodeGraph(model.graph)),
    ...Object.entries(model.opsets).map(([domain, version]) =>
      bytesField(8, message(stringField(1, domain), varintField(2, version))),
    ),
  );
}

function encodeGraph(graph: OnnxGraph): Bytes {
  return message(
    ...graph.nodes.map((node) => bytesField(1, encodeNode(node))),
    stringField(2, graph.name),
    ...graph.initializers.map((tensor) => bytesField(5, encodeTensor(tensor))),
    ...graph.inputs.map((value) => bytesField(11, encodeValueInfo(value))),
    ...graph.outputs.map((value) => bytesField(12, encodeValueInfo(value))),
  );
}

function encodeNode(node: OnnxNode): Bytes {
  return message(
    ...node.inputs.map((name) => stringField(1, name)),
    ...node.outputs.map((name) => stringField(2, name)),
    stringField(3, node.name),
    stringField(4, node.opType),
    ...Object.entries(node.attributes).map(([name, value]) => bytesField(5, encodeAttribute(name, value))),
    stringField(7, node.domain),
  );
}

function encodeAttribute(name: string, value: OnnxAttribute): Bytes {
  const named = stringField(1, name);
  if (typeof value === 'number') return message(named, varintField(3, value), varintField(20, ATTRIBUTE_INT));
  if (typeof value === 'string') return message(named, stringField(4, value), varintField(20, ATTRIBUTE_STRING));
  if ('float' in value) return message(named, floatField(2, value.float), varintField(20, ATTRIBUTE_FLOAT));
  return message(named, ...value.map((item) => varintField(8, item)), varintField(20, ATTRIBUTE_INTS));
}

function encodeTensor(tensor: OnnxTensor): Bytes {
  return message(
    ...tensor.dims.map((dim) => varintField(1, dim)),
    varintField(2, ELEMENT_TYPE_CODES[tensor.elementType]),
    stringField(8, tensor.name),
    ...(tensor.data instanceof Uint8Array ? [bytesField(9, tensor.data)] : encodeExternalData(tensor.data)),
  );
}

function encodeExternalData({ location, offset, length }: ExternalData): Bytes[] {
  const entry = (key: string, value: string) => bytesField(13, message(stringField(1, key), stringField(2, value)));
  return [
    entry('location', location),
    entry('offset', String(offset)),
    entry('length', String(length)),
    varintField(14, LOCATION_EXTERNAL),
  ];
}

function encodeValueInfo({ name, elementType, dims }: OnnxValueInfo): Bytes {
  const shape = message(...dims.map((dim) => bytesField(1, encodeDim(dim))));
  const tensorType = message(varintField(1, ELEMENT_TYPE_CODES[elementType]), bytesField(2, shape));
  return message(stringField(1, name), bytesField(2, bytesField(1, tensorType)));
}

function encodeDim(dim: number | string): Bytes {
  return typeof dim === 'number' ? varintField(1, dim) : stringField(2, dim);
}
