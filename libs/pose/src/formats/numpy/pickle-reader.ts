import { PoseError } from '../../errors.js';
import { decodeUtf8 } from '../utf8.js';
import { ByteCursor } from './byte-cursor.js';
import { type NumpyLimits } from './limits.js';
import { buildState, readGlobal, readReduced, refusePickle } from './numpy-globals.js';
import { PickleDict, PickleList, PickleTuple, type PickleValue } from './pickle-value.js';

/**
 * Reads a pickle as data. Python's pickle is a program for a stack machine that may call anything; this reader knows the
 * few instructions that occur where numpy saves an object array (protocols 2 to 5), and the few names that numpy calls
 * there are forms of data to it. Everything else ends the reading.
 */
class PickleReader {
  private readonly stack: PickleValue[] = [];
  private readonly marks: number[] = [];
  private readonly memo = new Map<number, PickleValue>();
  private values = 0;
  /** Characters that may still become bytes: protocol 2 writes bytes as text, each once. */
  private encodable: number;
  private result: PickleValue | undefined;
  private opcodeAt: string;

  constructor(
    private readonly cursor: ByteCursor,
    private readonly limits: NumpyLimits,
  ) {
    this.encodable = cursor.bytes.length;
    this.opcodeAt = cursor.place();
  }

  read(): PickleValue {
    while (this.result === undefined) {
      this.opcodeAt = this.cursor.place();
      if (++this.values > this.limits.maxValues) {
        const message = `Expected at most ${this.limits.maxValues} instructions in a pickle, got more (${this.opcodeAt}).`;
        throw new PoseError('LIMIT_EXCEEDED', message);
      }
      const opcode = this.cursor.readUint8();
      const run = INSTRUCTIONS.get(opcode);
      if (!run) return refusePickle(`the instruction 0x${opcode.toString(16).padStart(2, '0')}`, this.opcodeAt);
      run(this, this.cursor);
    }
    return this.result;
  }

  push(value: PickleValue): void {
    this.stack.push(value);
  }

  pop(): PickleValue {
    if (this.stack.length <= (this.marks.at(-1) ?? 0)) this.refuse('an instruction without its values');
    return this.stack.pop()!;
  }

  top(): PickleValue {
    const value = this.pop();
    this.push(value);
    return value;
  }

  pushMark(): void {
    this.marks.push(this.stack.length);
  }

  popToMark(): PickleValue[] {
    const mark = this.marks.pop();
    if (mark === undefined) return this.refuse('a list without its beginning');
    return this.stack.splice(mark);
  }

  pushTuple(length: number): void {
    const items: PickleValue[] = [];
    for (let count = 0; count < length; count++) items.unshift(this.pop());
    this.push(new PickleTuple(items));
  }

  remember(index: number): void {
    this.memo.set(index, this.top());
  }

  rememberNext(): void {
    this.remember(this.memo.size);
  }

  recall(index: number): void {
    const value = this.memo.get(index);
    if (value === undefined) return this.refuse(`the unknown value ${index}`);
    this.push(value);
  }

  append(items: readonly PickleValue[]): void {
    const list = this.top();
    if (!(list instanceof PickleList)) return this.refuse('an element of something that is no list');
    for (const item of items) list.items.push(item);
  }

  setItems(items: readonly PickleValue[]): void {
    const dict = this.top();
    if (!(dict instanceof PickleDict) || items.length % 2 !== 0)
      return this.refuse('a field of something that has none');
    for (let index = 0; index < items.length; index += 2) {
      const key = items[index]!;
      if (typeof key !== 'string') return this.refuse('a field whose name is no text');
      dict.items.set(key, items[index + 1]!);
    }
  }

  pushGlobal(module: PickleValue, name: PickleValue): void {
    if (typeof module !== 'string' || typeof name !== 'string') return this.refuse('a global whose name is no text');
    this.push(readGlobal(module, name, this.opcodeAt));
  }

  reduce(): void {
    const args = this.pop();
    const value = readReduced(this.pop(), args, this.opcodeAt);
    if (value instanceof Uint8Array) this.encodable -= value.length;
    if (this.encodable < 0) this.refuse('the same text as bytes again and again');
    this.push(value);
  }

  build(): void {
    const state = this.pop();
    buildState(this.top(), state, this.opcodeAt);
  }

  checkProtocol(protocol: number): void {
    if (protocol < 2 || protocol > 5) this.refuse(`a pickle of protocol ${protocol}`);
  }

  stop(): void {
    this.result = this.pop();
    if (this.stack.length > 0 || this.marks.length > 0) this.refuse('values left over at the end');
  }

  private refuse(got: string): never {
    return refusePickle(got, this.opcodeAt);
  }
}

type Instruction = (reader: PickleReader, cursor: ByteCursor) => void;

/** Names as in Python's pickletools. */
const INSTRUCTIONS: ReadonlyMap<number, Instruction> = new Map<number, Instruction>([
  [0x80, /* PROTO */ (reader, cursor) => reader.checkProtocol(cursor.readUint8())],
  [0x95, /* FRAME */ (_, cursor) => void cursor.readLength64()],
  [0x2e, /* STOP */ (reader) => reader.stop()],
  [0x28, /* MARK */ (reader) => reader.pushMark()],
  [0x4e, /* NONE */ (reader) => reader.push(null)],
  [0x88, /* NEWTRUE */ (reader) => reader.push(true)],
  [0x89, /* NEWFALSE */ (reader) => reader.push(false)],
  [0x4b, /* BININT1 */ (reader, cursor) => reader.push(cursor.readUint8())],
  [0x4d, /* BININT2 */ (reader, cursor) => reader.push(cursor.readUint16())],
  [0x4a, /* BININT */ (reader, cursor) => reader.push(cursor.readInt32())],
  [0x47, /* BINFLOAT */ (reader, cursor) => reader.push(cursor.readFloat64())],
  [0x8c, /* SHORT_BINUNICODE */ (reader, cursor) => reader.push(decodeUtf8(cursor.readBytes(cursor.readUint8())))],
  [0x58, /* BINUNICODE */ (reader, cursor) => reader.push(decodeUtf8(cursor.readBytes(cursor.readUint32())))],
  [0x43, /* SHORT_BINBYTES */ (reader, cursor) => reader.push(cursor.readBytes(cursor.readUint8()))],
  [0x42, /* BINBYTES */ (reader, cursor) => reader.push(cursor.readBytes(cursor.readUint32()))],
  [0x96, /* BYTEARRAY8 */ (reader, cursor) => reader.push(cursor.readBytes(cursor.readLength64()))],
  [0x29, /* EMPTY_TUPLE */ (reader) => reader.pushTuple(0)],
  [0x85, /* TUPLE1 */ (reader) => reader.pushTuple(1)],
  [0x86, /* TUPLE2 */ (reader) => reader.pushTuple(2)],
  [0x87, /* TUPLE3 */ (reader) => reader.pushTuple(3)],
  [0x74, /* TUPLE */ (reader) => reader.push(new PickleTuple(reader.popToMark()))],
  [0x5d, /* EMPTY_LIST */ (reader) => reader.push(new PickleList())],
  [0x61, /* APPEND */ (reader) => reader.append([reader.pop()])],
  [0x65, /* APPENDS */ (reader) => reader.append(reader.popToMark())],
  [0x7d, /* EMPTY_DICT */ (reader) => reader.push(new PickleDict())],
  [0x73, /* SETITEM */ (reader) => reader.setItems([reader.pop(), reader.pop()].reverse())],
  [0x75, /* SETITEMS */ (reader) => reader.setItems(reader.popToMark())],
  [0x71, /* BINPUT */ (reader, cursor) => reader.remember(cursor.readUint8())],
  [0x72, /* LONG_BINPUT */ (reader, cursor) => reader.remember(cursor.readUint32())],
  [0x94, /* MEMOIZE */ (reader) => reader.rememberNext()],
  [0x68, /* BINGET */ (reader, cursor) => reader.recall(cursor.readUint8())],
  [0x6a, /* LONG_BINGET */ (reader, cursor) => reader.recall(cursor.readUint32())],
  [
    0x63, // GLOBAL
    (reader, cursor) => reader.pushGlobal(decodeUtf8(cursor.readLine()), decodeUtf8(cursor.readLine())),
  ],
  [
    0x93, // STACK_GLOBAL
    (reader) => {
      const name = reader.pop();
      reader.pushGlobal(reader.pop(), name);
    },
  ],
  [0x52, /* REDUCE */ (reader) => reader.reduce()],
  [0x62, /* BUILD */ (reader) => reader.build()],
]);

/**
 * Reads a pickle that numpy wrote for an object array. Memory stays within a small multiple of the bytes: values are
 * shared as in the file, bytes are views into it, and nothing is followed into depth.
 *
 * @throws PoseError UNSAFE_PICKLE for any instruction or name beyond numpy's; INVALID_FILE where the bytes end early;
 * LIMIT_EXCEEDED.
 */
export function readPickle(bytes: Uint8Array, limits: NumpyLimits, where: string): PickleValue {
  return new PickleReader(new ByteCursor(bytes, where), limits).read();
}
