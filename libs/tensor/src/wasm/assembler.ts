/**
 * A small WebAssembly assembler: the inner loops of numerics, written as expressions in TypeScript and put together when a program starts.
 * No compiler to install, no binary in the repository that could differ from its source; loops unroll by TypeScript's own.
 *
 *     const double = defineFunction('double', ({ parameter }) => {
 *       const x = parameter('f64');
 *       return f64.add(x.get, x.get);
 *     });
 *     const { double: run } = instantiate([double], memory);
 *
 * An expression is the code that leaves its value on the stack; a statement leaves nothing. Who mixes the two up, or the types, is told by
 * the engine when the module is instantiated.
 *
 * Source: WebAssembly Core Specification 2.0, chapter 5 (binary format), with 128-bit SIMD; Relaxed SIMD proposal.
 */

/** Bytes of one or more instructions. */
export type Code = readonly number[];

export type ValueType = 'i32' | 'f32' | 'f64' | 'v128';

export interface Local {
  readonly get: Code;
  set(value: Code): Code;
}

export interface FunctionScope {
  /** Parameters are declared before locals. */
  readonly parameter: (type: ValueType) => Local;
  readonly local: (type: ValueType) => Local;
}

export interface FunctionDefinition<Name extends string = string> {
  readonly name: Name;
  readonly parameters: readonly ValueType[];
  readonly locals: readonly ValueType[];
  readonly result: ValueType | null;
  readonly body: Code;
}

const TYPE_BYTES: Readonly<Record<ValueType, number>> = { i32: 0x7f, f32: 0x7d, f64: 0x7c, v128: 0x7b };
const VOID = 0x40;
const END = 0x0b;

/** @param write gets what declares parameters and locals, and gives the body; `result` is what the body leaves on the stack */
export function defineFunction<Name extends string>(
  name: Name,
  write: (scope: FunctionScope) => Code,
  result: ValueType | null = null,
): FunctionDefinition<Name> {
  const parameters: ValueType[] = [];
  const locals: ValueType[] = [];
  const declare = (list: ValueType[], type: ValueType): Local => {
    const index = encodeUnsigned(parameters.length + locals.length);
    list.push(type);
    return { get: [0x20, ...index], set: (value) => [...value, 0x21, ...index] };
  };
  const body = write({
    parameter: (type) => {
      if (locals.length > 0) throw new Error(`expected the parameters of ${name} before its locals`);
      return declare(parameters, type);
    },
    local: (type) => declare(locals, type),
  });
  return { name, parameters, locals, result, body };
}

type Operator = (...operands: readonly Code[]) => Code;

function operator(...bytes: readonly number[]): Operator {
  return (...operands) => [...operands.flat(), ...bytes];
}

function vector(opcode: number, ...rest: readonly number[]): Operator {
  return operator(0xfd, ...encodeUnsigned(opcode), ...rest);
}

/** Loads of any alignment; `offset` bytes beyond the address. */
function load(alignment: number, ...bytes: readonly number[]): (address: Code, offset?: number) => Code {
  return (address, offset = 0) => [...address, ...bytes, alignment, ...encodeUnsigned(offset)];
}

function store(alignment: number, ...bytes: readonly number[]): (address: Code, value: Code, offset?: number) => Code {
  return (address, value, offset = 0) => [...address, ...value, ...bytes, alignment, ...encodeUnsigned(offset)];
}

export const i32 = {
  const: (value: number): Code => [0x41, ...encodeSigned(value)],
  load: load(2, 0x28),
  store: store(2, 0x36),
  equal: operator(0x46),
  notEqual: operator(0x47),
  lessThan: operator(0x48),
  countTrailingZeros: operator(0x68),
  countOnes: operator(0x69),
  add: operator(0x6a),
  subtract: operator(0x6b),
  multiply: operator(0x6c),
  and: operator(0x71),
  or: operator(0x72),
  xor: operator(0x73),
  shiftLeft: operator(0x74),
  /** Zeros come in from above. */
  shiftRight: operator(0x76),
} as const;

export const f32 = {
  const: (value: number): Code => [0x43, ...new Uint8Array(new Float32Array([value]).buffer)],
  load: load(2, 0x2a),
  store: store(2, 0x38),
  lessThan: operator(0x5d),
  lessOrEqual: operator(0x5f),
  add: operator(0x92),
} as const;

export const f64 = {
  const: (value: number): Code => [0x44, ...new Uint8Array(new Float64Array([value]).buffer)],
  load: load(3, 0x2b),
  store: store(3, 0x39),
  lessThan: operator(0x63),
  greaterThan: operator(0x64),
  lessOrEqual: operator(0x65),
  squareRoot: operator(0x9f),
  add: operator(0xa0),
  subtract: operator(0xa1),
  multiply: operator(0xa2),
  divide: operator(0xa3),
  max: operator(0xa5),
  /** Of a count: an i32, taken as unsigned. */
  fromCount: operator(0xb8),
  fromSingle: operator(0xbb),
} as const;

export const v128 = {
  load: load(4, 0xfd, 0x00),
  /** One 64-bit number in both lanes. */
  load64Splat: load(3, 0xfd, 0x0a),
  /** One 32-bit number in all four lanes. */
  load32Splat: load(2, 0xfd, 0x09),
  /** 64 bits below, zeros above. */
  load64Zero: load(3, 0xfd, 0x5d),
  store: store(4, 0xfd, 0x0b),
} as const;

export const f32x4 = {
  splat: vector(0x13),
  lane: (vectorCode: Code, index: number): Code => vector(0x1f, index)(vectorCode),
  greaterThan: vector(0x44),
  /** Of a comparison: bit k for lane k. */
  toBits: vector(0xa4),
  add: vector(0xe4),
  subtract: vector(0xe5),
  multiply: vector(0xe6),
  min: vector(0xe8),
  max: vector(0xe9),
  /** The second where it is greater than the first, else the first; NaN never is. */
  pickGreater: vector(0xeb),
} as const;

export const f64x2 = {
  splat: vector(0x14),
  lane: (vectorCode: Code, index: number): Code => vector(0x21, index)(vectorCode),
  /** The two lower ones of four floats. */
  fromSingles: vector(0x5f),
  add: vector(0xf0),
  subtract: vector(0xf1),
  multiply: vector(0xf2),
  /** x·y + z, rounded once where the processor can and twice where it cannot: relaxed SIMD, which an engine may lack. */
  relaxedMultiplyAdd: vector(0x107),
  /** (x, y) as (y, x). */
  swapLanes: (vectorCode: Local): Code =>
    vector(0x0d, ...[8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7])(vectorCode.get, vectorCode.get),
} as const;

/** Statements one after another. */
export function sequence(...statements: readonly Code[]): Code {
  return statements.flat();
}

/** `for (counter = start; counter < end; counter += step) body`; `end` is evaluated before each round. */
export function forEach(counter: Local, start: Code, end: Code, step: number, body: Code): Code {
  const condition = i32.lessThan(counter.get, end);
  const round = sequence(body, counter.set(i32.add(counter.get, i32.const(step))));
  return sequence(counter.set(start), [...condition, 0x04, VOID, 0x03, VOID], round, [...condition, 0x0d, 0, END, END]);
}

/** `while (condition) body` */
export function whileTrue(condition: Code, body: Code): Code {
  return [...condition, 0x04, VOID, 0x03, VOID, ...body, ...condition, 0x0d, 0, END, END];
}

/** Where the condition, an i32, is not 0. */
export function ifTrue(condition: Code, body: Code): Code {
  return [...condition, 0x04, VOID, ...body, END];
}

/** `condition ? one : other`; both are evaluated. */
export function select(condition: Code, one: Code, other: Code): Code {
  return [...one, ...other, ...condition, 0x1b];
}

/** The module's bytes; it imports its memory and exports every function by name. */
export function assembleModule(functions: readonly FunctionDefinition[]): Uint8Array<ArrayBuffer> {
  const types = functions.map(({ parameters, result }) => [
    0x60,
    ...list(parameters.map((type) => [TYPE_BYTES[type]])),
    ...list(result === null ? [] : [[TYPE_BYTES[result]]]),
  ]);
  const memory = [...encodeName('env'), ...encodeName('memory'), 0x02, 0x00, 0x00];
  const exported = functions.map(({ name }, index) => [...encodeName(name), 0x00, ...encodeUnsigned(index)]);
  const bodies = functions.map(({ locals, body }) => {
    const code = [...list(locals.map((type) => [1, TYPE_BYTES[type]])), ...body, END];
    return [...encodeUnsigned(code.length), ...code];
  });
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, types),
    ...section(2, [memory]),
    ...section(
      3,
      functions.map((_, index) => encodeUnsigned(index)),
    ),
    ...section(7, exported),
    ...section(10, bodies),
  ]);
}

function section(id: number, items: readonly Code[]): Code {
  const content = list(items);
  return [id, ...encodeUnsigned(content.length), ...content];
}

function list(items: readonly Code[]): Code {
  return [...encodeUnsigned(items.length), ...items.flat()];
}

/** ASCII names only. */
function encodeName(name: string): Code {
  return list(Array.from(name, (letter) => [letter.charCodeAt(0)]));
}

/** LEB128. */
function encodeUnsigned(value: number): Code {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...encodeUnsigned(value >>> 7)];
}

function encodeSigned(value: number): Code {
  const rest = value >> 7;
  const low = value & 0x7f;
  const isLast = (rest === 0 && !(low & 0x40)) || (rest === -1 && (low & 0x40) !== 0);
  return isLast ? [low] : [low | 0x80, ...encodeSigned(rest)];
}
