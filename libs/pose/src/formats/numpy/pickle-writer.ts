import { encodeUtf8 } from '../utf8.js';
import { ByteWriter, toFloat32Bytes } from './byte-writer.js';

/** A dictionary of float32 arrays by name; an empty shape is a single number. */
export type Float32Fields = Readonly<
  Record<string, { readonly shape: readonly number[]; readonly values: readonly number[] }>
>;

/** Names of numpy 1, which numpy 2 reads as well. */
const RECONSTRUCT = 'numpy.core.multiarray\n_reconstruct\n';
const SCALAR = 'numpy.core.multiarray\nscalar\n';
const DTYPE = 'numpy\ndtype\n';
const NDARRAY = 'numpy\nndarray\n';

/** Values of a pickle in protocol 3, each written where it stands: longer than Python's own, and the same to its reader. */
class PickleWriter {
  readonly out = new ByteWriter();

  writeOpcodes(...opcodes: readonly string[]): this {
    this.out.writeBytes(encodeUtf8(opcodes.join('')));
    return this;
  }

  writeInteger(value: number): this {
    this.writeOpcodes('J').out.writeUint32(value >>> 0);
    return this;
  }

  writeString(text: string): this {
    const bytes = encodeUtf8(text);
    this.writeOpcodes('X').out.writeUint32(bytes.length).writeBytes(bytes);
    return this;
  }

  writeByteString(bytes: Uint8Array): this {
    this.writeOpcodes('B').out.writeUint32(bytes.length).writeBytes(bytes);
    return this;
  }

  writeTuple(sides: readonly number[]): this {
    this.writeOpcodes('(');
    for (const side of sides) this.writeInteger(side);
    return this.writeOpcodes('t');
  }

  /** dtype(code, False, True) and its state (3, order, None, None, None, -1, -1, flags). */
  writeDtype(code: 'f4' | 'O8'): this {
    const objects = code === 'O8';
    this.writeOpcodes('c', DTYPE, '(').writeString(code).writeFalse().writeTrue().writeOpcodes('tR(').writeInteger(3);
    this.writeString(objects ? '|' : '<')
      .writeOpcodes('NNN')
      .writeInteger(-1)
      .writeInteger(-1);
    return this.writeInteger(objects ? 0x3f : 0).writeOpcodes('tb');
  }

  /** _reconstruct(ndarray, (0,), b'b') and the state (1, shape, dtype, False, content), content left to `write`. */
  writeArray(shape: readonly number[], code: 'f4' | 'O8', write: () => void): this {
    this.writeOpcodes('c', RECONSTRUCT, '(c', NDARRAY).writeTuple([0]).writeByteString(encodeUtf8('b'));
    this.writeOpcodes('tR(').writeInteger(1).writeTuple(shape).writeDtype(code).writeFalse();
    write();
    return this.writeOpcodes('tb');
  }

  writeFalse(): this {
    this.out.writeUint8(0x89);
    return this;
  }

  writeTrue(): this {
    this.out.writeUint8(0x88);
    return this;
  }

  writeFields(fields: Float32Fields): this {
    this.writeOpcodes('}(');
    for (const [name, { shape, values }] of Object.entries(fields)) {
      this.writeString(name);
      const bytes = toFloat32Bytes(values);
      if (shape.length > 0) this.writeArray(shape, 'f4', () => this.writeByteString(bytes));
      else this.writeOpcodes('c', SCALAR, '(').writeDtype('f4').writeByteString(bytes).writeOpcodes('tR');
    }
    return this.writeOpcodes('u');
  }
}

/** numpy's pickle of an object array, shape (N), of dictionaries of float32 arrays: what `numpy.load` gives back. */
export function writeObjectArrayPickle(items: readonly Float32Fields[]): Uint8Array {
  const writer = new PickleWriter();
  writer.out.writeUint8(0x80).writeUint8(3);
  writer.writeArray([items.length], 'O8', () => {
    writer.writeOpcodes('](');
    for (const fields of items) writer.writeFields(fields);
    writer.writeOpcodes('e');
  });
  return writer.writeOpcodes('.').out.toBytes();
}
