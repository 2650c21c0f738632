import { PoseError } from '../../errors.js';
import { isObject } from '../file-record.js';
import { type JsonObject, type JsonValue } from '../json-reader.js';
import { describeValue } from '../problems.js';
import { decodeDataUri, type GltfContainer, type GltfLimits } from './glb-container.js';

/** What is wrong with a reference, in the words of a problem. */
export interface AccessorFault {
  readonly code: 'BROKEN_REFERENCE' | 'UNSUPPORTED' | 'OUT_OF_RANGE';
  readonly expected: string;
  readonly got: string;
}

const COMPONENTS: ReadonlyMap<unknown, number> = new Map([
  ['SCALAR', 1],
  ['VEC3', 3],
  ['VEC4', 4],
]);

interface ComponentType {
  readonly bytes: number;
  readonly read: (view: DataView, at: number) => number;
  /** Of the normalized form: c / max, and not below -1. */
  readonly max: number;
}

const COMPONENT_TYPES: ReadonlyMap<unknown, ComponentType> = new Map([
  [5120, { bytes: 1, read: (view, at) => view.getInt8(at), max: 127 }],
  [5121, { bytes: 1, read: (view, at) => view.getUint8(at), max: 255 }],
  [5122, { bytes: 2, read: (view, at) => view.getInt16(at, true), max: 32767 }],
  [5123, { bytes: 2, read: (view, at) => view.getUint16(at, true), max: 65535 }],
  [5126, { bytes: 4, read: (view, at) => view.getFloat32(at, true), max: 1 }],
] satisfies [number, ComponentType][]);

export function isIndex(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** The element of a list that an index names, if it is an object. */
export function getElement(list: JsonValue | undefined, index: unknown): JsonObject | undefined {
  const element = Array.isArray(list) && isIndex(index) ? list[index] : undefined;
  return isObject(element) ? element : undefined;
}

const fault = (code: AccessorFault['code'], expected: string, got: string): AccessorFault => ({
  code,
  expected,
  got: got.slice(0, 80),
});
const broken = (what: string) => fault('BROKEN_REFERENCE', what, 'none');

/** Reads accessors of one file; buffers and accessors once each, so that many channels of one accessor need no more memory. */
export class GltfAccessors {
  private readonly buffers = new Map<number, Uint8Array | AccessorFault>();
  private readonly known = new Map<string, Float64Array | AccessorFault>();
  private numbers = 0;

  constructor(
    private readonly container: GltfContainer,
    private readonly limits: GltfLimits,
    private readonly fileName: string,
  ) {}

  /**
   * All numbers of an accessor, one element after another, as floats.
   * @param components numbers of an element: 1, 3 or 4.
   * @throws PoseError LIMIT_EXCEEDED where all together hold more than `maxNumbers`.
   */
  read(index: unknown, components: number): Float64Array | AccessorFault {
    const key = `${describeValue(index)} ${components}`;
    const known = this.known.get(key);
    if (known) return known;
    const values = this.readValues(index, components);
    this.known.set(key, values);
    return values;
  }

  private readValues(index: unknown, components: number): Float64Array | AccessorFault {
    const accessor = getElement(this.container.json.accessors, index);
    if (!accessor) return broken('an accessor');
    const { count, componentType, byteOffset = 0, normalized } = accessor;
    if (accessor.sparse !== undefined) return fault('UNSUPPORTED', 'an accessor that is not sparse', 'a sparse one');
    const type = COMPONENT_TYPES.get(componentType);
    if (!type || COMPONENTS.get(accessor.type) !== components)
      return fault(
        'UNSUPPORTED',
        `${components} numbers an element`,
        `${describeValue(accessor.type)} of ${describeValue(componentType)}`,
      );
    const maxElements = this.limits.maxKeyframes * 3;
    if (!isIndex(count) || count === 0 || count > maxElements)
      return fault('OUT_OF_RANGE', `1 to ${maxElements} elements`, describeValue(count));
    if (type.bytes < 4 && normalized !== true) return fault('UNSUPPORTED', 'normalized integers', 'plain ones');

    const found = this.findBytes(accessor.bufferView);
    if ('code' in found) return found;
    const stride = found.stride ?? components * type.bytes;
    const end = isIndex(byteOffset) ? byteOffset + (count - 1) * stride + components * type.bytes : Infinity;
    if (stride < components * type.bytes || end > found.bytes.length)
      return fault('BROKEN_REFERENCE', `a buffer view of ${end} bytes`, String(found.bytes.length));
    this.count(count * components);
    return readElements(found.bytes, type, { count, components, stride, offset: byteOffset as number });
  }

  private count(numbers: number): void {
    this.numbers += numbers;
    const { maxNumbers } = this.limits;
    if (this.numbers > maxNumbers)
      throw new PoseError(
        'LIMIT_EXCEEDED',
        `Expected at most ${maxNumbers} numbers in accessors, got more (${this.fileName}).`,
      );
  }

  private findBytes(index: unknown): { bytes: Uint8Array; stride: number | undefined } | AccessorFault {
    const view = getElement(this.container.json.bufferViews, index);
    if (!view) return broken('a buffer view');
    const buffer = this.findBuffer(view.buffer);
    if (!(buffer instanceof Uint8Array)) return buffer;
    const { byteOffset: from = 0, byteLength: length, byteStride: stride } = view;
    if (!isIndex(from) || !isIndex(length) || from + length > buffer.length)
      return fault(
        'BROKEN_REFERENCE',
        `a buffer view inside ${buffer.length} bytes`,
        `${describeValue(from)} + ${describeValue(length)}`,
      );
    if (stride !== undefined && (!isIndex(stride) || stride < 4 || stride > 252))
      return fault('OUT_OF_RANGE', 'a stride of 4 to 252', describeValue(stride));
    return { bytes: buffer.subarray(from, from + length), stride };
  }

  private findBuffer(index: unknown): Uint8Array | AccessorFault {
    if (!isIndex(index)) return broken('a buffer');
    const known = this.buffers.get(index);
    if (known) return known;
    const buffer = this.decodeBuffer(index);
    this.buffers.set(index, buffer);
    return buffer;
  }

  private decodeBuffer(index: number): Uint8Array | AccessorFault {
    const buffer = getElement(this.container.json.buffers, index);
    if (!buffer) return broken('a buffer');
    const { uri } = buffer;
    const { binary } = this.container;
    if (uri === undefined) return index === 0 && binary ? binary : broken('a binary chunk');
    const bytes = typeof uri === 'string' ? decodeDataUri(uri) : undefined;
    return (
      bytes ?? fault('UNSUPPORTED', 'a buffer inside the file, base64 or a GLB chunk', 'an address that is not opened')
    );
  }
}

interface Layout {
  readonly count: number;
  readonly components: number;
  readonly stride: number;
  readonly offset: number;
}

function readElements(
  bytes: Uint8Array,
  type: ComponentType,
  { count, components, stride, offset }: Layout,
): Float64Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Float64Array(count * components);
  for (let element = 0; element < count; element++)
    for (let part = 0; part < components; part++) {
      const value = type.read(view, offset + element * stride + part * type.bytes) / type.max;
      values[element * components + part] = type.bytes < 4 ? Math.max(-1, value) : value;
    }
  return values;
}
