import { realpath } from 'node:fs/promises';
import { basename, dirname, relative } from 'node:path';
import { ModelFolderError } from '../errors.js';
import { type GraphBuilder, type Value } from './graph-builder.js';
import type { OnnxElementType } from './proto/onnx-proto.js';
import { readSafetensorsHeader, type SafetensorsEntry, type SafetensorsHeader } from './safetensors.js';

const ELEMENT_TYPES: Readonly<Record<string, OnnxElementType>> = { F32: 'float32', F16: 'float16', BF16: 'bfloat16' };

/** A safetensors file as a graph refers to it: the file's own folder and name, symbolic links resolved. */
export interface WeightsFile {
  readonly header: SafetensorsHeader;
  /** The folder that the runtime may read external data from. */
  readonly folder: string;
  /** The file's name in that folder. */
  readonly location: string;
  /** The file as messages name it: relative to the model folder. */
  readonly label: string;
}

/**
 * Opens a weights file for reference.
 *
 * Symbolic links are followed here (a download cache keeps its files behind them), since the runtime refuses a link that
 * leaves the folder.
 */
export async function openWeightsFile(path: string, modelFolder: string): Promise<WeightsFile> {
  const header = await readSafetensorsHeader(path);
  const target = await realpath(path);
  return { header, folder: dirname(target), location: basename(target), label: relative(modelFolder, path) };
}

export interface WeightOptions {
  /** The config keys behind the shape, for the message. */
  readonly reason?: string;
  /** Other dimensions for the same elements. */
  readonly viewAs?: readonly number[];
}

/** Hands a network's weights to its graph by name, checks their shapes, and knows which were never asked for. */
export class WeightSource {
  private readonly values = new Map<string, Value>();
  private readonly used = new Set<string>();

  constructor(
    private readonly graph: GraphBuilder,
    private readonly file: WeightsFile,
    /** The config that shapes are derived from, as messages name it. */
    private readonly configLabel: string,
  ) {}

  has(name: string): boolean {
    return this.file.header.entries.has(name);
  }

  /**
   * A weight as a float32 value. Half-precision weights are widened by a Cast, which the runtime folds when it loads.
   *
   * @param dims what the config makes of the shape
   */
  float32(name: string, dims: readonly number[], options: WeightOptions = {}): Value {
    const known = this.values.get(name);
    if (known !== undefined) return known;
    const stored = this.stored(name, dims, options);
    const value = this.widen(stored, name);
    this.values.set(name, value);
    return value;
  }

  /** Rows `ids` of a (rows, width) table as float32: only the rows are widened, not the table. */
  rows(name: string, dims: readonly [number, number], ids: Value, options: WeightOptions = {}): Value {
    const table = this.stored(name, dims, options);
    return this.widen(this.graph.node('Gather', [table, ids], { label: name }), name);
  }

  /**
   * @param ignored weights that carry no information, such as a list of positions
   * @throws ModelFolderError CONFIG_CONTRADICTS_WEIGHTS when the file holds weights that the config leaves no place for
   */
  assertAllUsed(ignored = /(?!)/): void {
    const unused = [...this.file.header.entries.keys()].filter((name) => !this.used.has(name) && !ignored.test(name));
    if (unused.length === 0) return;
    const some = unused.slice(0, 3).join(', ');
    throw ModelFolderError.of('CONFIG_CONTRADICTS_WEIGHTS', {
      expected: `only the weights that ${this.configLabel} describes`,
      got: `${unused.length} more: ${some}${unused.length > 3 ? ', ...' : ''}`,
      where: this.file.label,
      advice: 'Use the config.json that was saved with these weights.',
    });
  }

  private stored(name: string, dims: readonly number[], { reason, viewAs = dims }: WeightOptions): Value {
    const entry = this.entry(name);
    this.assertDims(entry, dims, reason);
    if (this.used.has(name)) return name as Value;
    this.used.add(name);
    const { location } = this.file;
    const { offset, byteLength: length } = entry;
    return this.graph.externalTensor(name, this.elementType(entry), viewAs, { location, offset, length });
  }

  private widen(value: Value, name: string): Value {
    if (this.elementType(this.entry(name)) === 'float32') return value;
    return this.graph.node('Cast', [value], { attributes: { to: 1 }, label: name });
  }

  private entry(name: string): SafetensorsEntry {
    const entry = this.file.header.entries.get(name);
    if (entry !== undefined) return entry;
    throw ModelFolderError.of('CONFIG_CONTRADICTS_WEIGHTS', {
      expected: `a tensor ${name}, which ${this.configLabel} calls for`,
      got: 'none of that name',
      where: this.file.label,
      advice: 'Use the config.json that was saved with these weights.',
    });
  }

  private elementType(entry: SafetensorsEntry): OnnxElementType {
    const elementType = ELEMENT_TYPES[entry.dtype];
    if (elementType !== undefined) return elementType;
    throw ModelFolderError.of('WEIGHTS_DTYPE_UNSUPPORTED', {
      expected: `a dtype among ${Object.keys(ELEMENT_TYPES).join(', ')}`,
      got: entry.dtype,
      where: `${this.file.label}, tensor ${entry.name}`,
      advice: 'Save the weights as float16 or float32.',
    });
  }

  private assertDims(entry: SafetensorsEntry, dims: readonly number[], reason?: string): void {
    if (entry.dims.length === dims.length && entry.dims.every((dim, axis) => dim === dims[axis])) return;
    const because = reason === undefined ? '' : ` (${reason})`;
    throw ModelFolderError.of('CONFIG_CONTRADICTS_WEIGHTS', {
      expected: `${entry.name} of shape [${dims.join(', ')}] by ${this.configLabel}${because}`,
      got: `[${entry.dims.join(', ')}]`,
      where: this.file.label,
      advice: 'Use the config.json that was saved with these weights.',
    });
  }
}
