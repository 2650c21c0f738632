import {
  defineFunction,
  f64,
  f64x2,
  forEach,
  i32,
  sequence,
  v128,
  type Code,
  type Local,
  type WasmFunction,
} from '@contrapposto/tensor';

/**
 * The inner loops of `wasm-kernels.ts`, two doubles at a time, written with one instruction for a product and its sum or with two. Addresses and
 * lengths that count bytes are so named; the rest count numbers.
 */

/** Rows and columns of the tile whose sums stay in registers: 8 of the 15 that x64 has to give, next to 2 for B, 4 for A and 1 for a product. */
export const TILE = 4;

const DOUBLE = 8;
const VECTOR = 16;
const TILE_BYTES = TILE * DOUBLE;
const VECTORS_PER_TILE = TILE / 2;

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

/** sum + x·y */
type MultiplyAdd = (sum: Code, x: Code, y: Code) => Code;
const inTwo: MultiplyAdd = (sum, x, y) => f64x2.add(sum, f64x2.multiply(x, y));
const inOne: MultiplyAdd = (sum, x, y) => f64x2.relaxedMultiplyAdd(x, y, sum);

/**
 * C += A·Bᵀ for panels of TILE rows: a panel holds its rows' first elements, then their second ones, and so on.
 *
 * Not unrolled: V8 moves all loads of a loop to its beginning, and those of two steps no longer fit in registers. That is twice as slow.
 *
 * @param depth of the inner dimension
 * @param cRowBytes from one row of C to the next
 */
const defineMultiplyPanels = (multiplyAdd: MultiplyAdd) =>
  defineFunction('multiplyPanels', ({ parameter, local }) => {
    const [a, b, c, aPanels, bPanels, depth, cRowBytes] = range(7).map(() => parameter('i32')) as Seven;
    const [row, column, panelBytes, aAt, bAt, cAt, end] = range(7).map(() => local('i32')) as Seven;
    const columns = range(VECTORS_PER_TILE).map(() => local('v128'));
    const rows = range(TILE).map(() => local('v128'));
    const sums = range(TILE).map(() => range(VECTORS_PER_TILE).map(() => local('v128')));

    const step = sequence(
      ...columns.map((vector, index) => vector.set(v128.load(bAt.get, index * VECTOR))),
      ...rows.map((vector, index) => vector.set(v128.load64Splat(aAt.get, index * DOUBLE))),
      ...sums.flatMap((vectors, index) =>
        vectors.map((sum, vector) => sum.set(multiplyAdd(sum.get, rows[index]!.get, columns[vector]!.get))),
      ),
      bAt.set(i32.add(bAt.get, i32.const(TILE_BYTES))),
    );
    const eachRowOfC = (write: (vectors: readonly Local[]) => Code): Code =>
      sequence(
        cAt.set(
          i32.add(c.get, i32.add(i32.multiply(row.get, i32.multiply(cRowBytes.get, i32.const(TILE))), columnBytes)),
        ),
        ...sums.map((vectors) => sequence(write(vectors), cAt.set(i32.add(cAt.get, cRowBytes.get)))),
      );
    const columnBytes = i32.multiply(column.get, i32.const(TILE_BYTES));
    const tile = sequence(
      aAt.set(i32.add(a.get, i32.multiply(row.get, panelBytes.get))),
      bAt.set(i32.add(b.get, i32.multiply(column.get, panelBytes.get))),
      end.set(i32.add(aAt.get, panelBytes.get)),
      eachRowOfC((vectors) => sequence(...vectors.map((sum, index) => sum.set(v128.load(cAt.get, index * VECTOR))))),
      forEach(aAt, aAt.get, end.get, TILE_BYTES, step),
      eachRowOfC((vectors) => sequence(...vectors.map((sum, index) => v128.store(cAt.get, sum.get, index * VECTOR)))),
    );
    return sequence(
      panelBytes.set(i32.multiply(depth.get, i32.const(TILE_BYTES))),
      forEach(column, i32.const(0), bPanels.get, 1, forEach(row, i32.const(0), aPanels.get, 1, tile)),
    );
  });

/**
 * y += A·x with a symmetric A of which only the rows from the diagonal's TILE x TILE block rightwards are read: each number is loaded once
 * and used for its own place and for its mirror image.
 *
 * @param first row and column, a multiple of TILE; x is 0 before it
 * @param size rows and columns of A, a multiple of TILE
 */
const defineMultiplySymmetric = (multiplyAdd: MultiplyAdd) =>
  defineFunction('multiplySymmetric', ({ parameter, local }) => {
    const [a, first, size, x, y] = range(5).map(() => parameter('i32')) as Five;
    const [row, at, start, endAt, shift] = range(5).map(() => local('i32')) as Five;
    const rows = range(TILE).map(() => local('i32'));
    const factors = range(TILE).map(() => local('v128'));
    const sums = range(TILE).map(() => local('v128'));
    const xs = local('v128');
    const ys = local('v128');
    const element = local('v128');
    const rowBytes = i32.multiply(size.get, i32.const(DOUBLE));

    const own = (block: number): Code =>
      sequence(
        xs.set(v128.load(i32.add(x.get, start.get), block * VECTOR)),
        ...sums.map((sum, index) =>
          sum.set(multiplyAdd(sum.get, v128.load(i32.add(rows[index]!.get, start.get), block * VECTOR), xs.get)),
        ),
      );
    const both = sequence(
      xs.set(v128.load(i32.add(x.get, at.get))),
      ys.set(v128.load(i32.add(y.get, at.get))),
      ...sums.map((sum, index) =>
        sequence(
          element.set(v128.load(i32.add(rows[index]!.get, at.get))),
          sum.set(multiplyAdd(sum.get, element.get, xs.get)),
          ys.set(multiplyAdd(ys.get, element.get, factors[index]!.get)),
        ),
      ),
      v128.store(i32.add(y.get, at.get), ys.get),
    );
    const fourRows = sequence(
      start.set(i32.multiply(row.get, i32.const(DOUBLE))),
      shift.set(i32.add(a.get, i32.multiply(row.get, rowBytes))),
      ...rows.map((address) => sequence(address.set(shift.get), shift.set(i32.add(shift.get, rowBytes)))),
      ...factors.map((factor, index) => factor.set(v128.load64Splat(i32.add(x.get, start.get), index * DOUBLE))),
      ...sums.map((sum) => sum.set(f64x2.splat(f64.const(0)))),
      ...range(VECTORS_PER_TILE).map(own),
      forEach(at, i32.add(start.get, i32.const(TILE_BYTES)), endAt.get, VECTOR, both),
      shift.set(i32.add(y.get, start.get)),
      ...sums.map((sum, index) =>
        f64.store(
          shift.get,
          f64.add(f64.load(shift.get, index * DOUBLE), f64.add(f64x2.lane(sum.get, 0), f64x2.lane(sum.get, 1))),
          index * DOUBLE,
        ),
      ),
    );
    return sequence(endAt.set(rowBytes), forEach(row, first.get, size.get, TILE, fourRows));
  });

/** y += factor·x; `bytes` is a multiple of 16. */
const defineAddScaled = (multiplyAdd: MultiplyAdd) =>
  defineFunction('addScaled', ({ parameter, local }) => {
    const [x, y, bytes] = range(3).map(() => parameter('i32')) as Three;
    const factor = parameter('f64');
    const at = local('i32');
    const factors = local('v128');
    const sum = multiplyAdd(v128.load(i32.add(y.get, at.get)), factors.get, v128.load(i32.add(x.get, at.get)));
    return sequence(
      factors.set(f64x2.splat(factor.get)),
      forEach(at, i32.const(0), bytes.get, VECTOR, v128.store(i32.add(y.get, at.get), sum)),
    );
  });

/** xᵀ·y; `bytes` is a multiple of 16. */
const defineDot = (multiplyAdd: MultiplyAdd) =>
  defineFunction(
    'dot',
    ({ parameter, local }) => {
      const [x, y, bytes] = range(3).map(() => parameter('i32')) as Three;
      const at = local('i32');
      const sum = local('v128');
      const product = sum.set(
        multiplyAdd(sum.get, v128.load(i32.add(x.get, at.get)), v128.load(i32.add(y.get, at.get))),
      );
      return sequence(
        forEach(at, i32.const(0), bytes.get, VECTOR, product),
        f64.add(f64x2.lane(sum.get, 0), f64x2.lane(sum.get, 1)),
      );
    },
    'f64',
  );

type Three = [Local, Local, Local];
type Five = [...Three, Local, Local];
type Seven = [...Five, Local, Local];

const defineLoops = (multiplyAdd: MultiplyAdd) =>
  [
    defineMultiplyPanels(multiplyAdd),
    defineMultiplySymmetric(multiplyAdd),
    defineAddScaled(multiplyAdd),
    defineDot(multiplyAdd),
  ] as const;

type LoopDefinitions = ReturnType<typeof defineLoops>;
export type Loops = Readonly<Record<LoopDefinitions[number]['name'], WasmFunction>>;

/** By the extension of WebAssembly that they need, the quickest first. */
export const LOOPS: readonly { readonly name: string; readonly functions: LoopDefinitions }[] = [
  { name: 'wasm-relaxed-simd', functions: defineLoops(inOne) },
  { name: 'wasm-simd', functions: defineLoops(inTwo) },
];
