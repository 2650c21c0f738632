import {
  defineFunction,
  f32,
  f32x4,
  f64,
  f64x2,
  forEach,
  i32,
  ifTrue,
  select,
  sequence,
  v128,
  whileTrue,
  type Code,
  type FunctionScope,
  type Local,
  type ValueType,
  type WasmFunction,
} from '@contrapposto/tensor';
import { ALL_JOINTS, JOINT_COUNT } from './pose-descriptor.js';
import { ADDRESSES, BLOCK_ROWS, HEAD_NUMBERS, LABELLED_WORD, ROW_WORDS } from './row-memory.js';

/**
 * The inner loops of `wasm-kernel.ts`: they look at rows, block by block, and leave it to TypeScript which block is next and who is kept.
 * `plain-kernel.ts` says what must come out, to the last bit. What lies where in memory is `row-memory.ts`.
 */

const VECTOR = 16;
const WORD = 4;
const ROW_BYTES = ROW_WORDS * WORD;
const LABELLED = LABELLED_WORD * WORD;
const COLUMN_BYTES = BLOCK_ROWS * WORD;
const HEAD_BYTES = HEAD_NUMBERS * COLUMN_BYTES;
const BOX_BYTES = 2 * HEAD_NUMBERS * WORD;
const LEAST_JOINTS = 3;
const LEAST_SPREAD = 1e-9;
/** More than float32 can be wrong by in a sum of 34 products between two poses, each of squared length 17 at most. */
const PRODUCT_SLACK = 2e-4;

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const number = i32.const;
const square = (vector: Local): Code => f32x4.multiply(vector.get, vector.get);
const scale = (count: Code, bytes: number): Code => i32.multiply(count, number(bytes));

/** The lowest bit that is set is cleared. */
const clearLowest = (bits: Local): Code => bits.set(i32.and(bits.get, i32.subtract(bits.get, number(1))));

const sumLanes = (sum: Local): Code =>
  f32.add(
    f32.add(f32x4.lane(sum.get, 0), f32x4.lane(sum.get, 1)),
    f32.add(f32x4.lane(sum.get, 2), f32x4.lane(sum.get, 3)),
  );

/** Squared distance, as float32, from the query's head to the box of each block. @returns the nearest block */
const boundBlocks = defineFunction(
  'boundBlocks',
  (scope) => {
    const [boxes, blocks, bounds] = parameters(scope, 'i32', 3);
    const [block, box, nearest] = locals(scope, 'i32', 3);
    const [bound, least] = locals(scope, 'f32', 2);
    const [zero, sum, ...parts] = locals(scope, 'v128', 4);
    const query = number(ADDRESSES.queryHead);
    /** How far the query's numbers lie beyond either side of the box. */
    const outside = (at: number): Code =>
      f32x4.pickGreater(
        zero.get,
        f32x4.pickGreater(
          f32x4.subtract(v128.load(box.get, at), v128.load(query, at)),
          f32x4.subtract(v128.load(query, at), v128.load(box.get, at + BOX_BYTES / 2)),
        ),
      );
    const body = sequence(
      box.set(i32.add(boxes.get, scale(block.get, BOX_BYTES))),
      ...parts.map((part, index) => part.set(outside(index * VECTOR))),
      sum.set(f32x4.add(...(parts.map(square) as [Code, Code]))),
      bound.set(sumLanes(sum)),
      f32.store(i32.add(bounds.get, scale(block.get, WORD)), bound.get),
      ifTrue(f32.lessThan(bound.get, least.get), sequence(least.set(bound.get), nearest.set(block.get))),
    );
    return sequence(
      zero.set(f32x4.splat(f32.const(0))),
      least.set(f32.const(Infinity)),
      forEach(block, number(0), blocks.get, 1, body),
      nearest.get,
    );
  },
  'i32',
);

/**
 * Lists the slots of a block that are wanted and not farther than `reach`, a squared length: by their heads, four at a time, and then by
 * all 34 numbers in float32 where a row has them.
 *
 * @param filter address of the bits of those that are wanted; 0 where all are
 * @returns their number
 */
const scanBlock = defineFunction(
  'scanBlock',
  (scope) => {
    const [heads, rows, block, filter] = parameters(scope, 'i32', 4);
    const reach = scope.parameter('f32');
    const [part, wanted, lane, candidates, at, slot, row, count] = locals(scope, 'i32', 8);
    const [sum, limit, odd, difference] = locals(scope, 'v128', 4);
    const query = locals(scope, 'v128', HEAD_NUMBERS);
    const head = i32.add(heads.get, scale(block.get, HEAD_BYTES));
    const firstSlot = i32.add(scale(block.get, BLOCK_ROWS), part.get);

    const addColumn = (column: number): Code =>
      sequence(
        difference.set(f32x4.subtract(v128.load(at.get, column * COLUMN_BYTES), query[column]!.get)),
        sum.set(column === 0 ? square(difference) : f32x4.add(sum.get, square(difference))),
      );
    const dropFar = candidates.set(
      i32.and(candidates.get, i32.xor(f32x4.toBits(f32x4.greaterThan(sum.get, limit.get)), number(-1))),
    );
    const append = sequence(
      i32.store(scale(count.get, WORD), slot.get, ADDRESSES.candidates),
      count.set(i32.add(count.get, number(1))),
    );
    const lacksJoints = i32.notEqual(i32.load(row.get, LABELLED), number(ALL_JOINTS));
    const list = sequence(
      slot.set(i32.add(firstSlot, i32.add(lane.get, i32.countTrailingZeros(candidates.get)))),
      row.set(i32.add(rows.get, scale(slot.get, ROW_BYTES))),
      addRow(
        sum,
        odd,
        (offset) => {
          const apart = f32x4.subtract(loadRow(row, offset), loadRow(number(ADDRESSES.querySingle), offset));
          return sequence(difference.set(apart), difference.set(square(difference)));
        },
        difference,
      ),
      ifTrue(i32.or(lacksJoints, f32.lessOrEqual(sumLanes(sum), reach.get)), append),
      clearLowest(candidates),
    );
    const fourLanes = sequence(
      lane.set(i32.and(i32.countTrailingZeros(wanted.get), number(~3))),
      candidates.set(i32.and(i32.shiftRight(wanted.get, lane.get), number(15))),
      wanted.set(i32.and(wanted.get, i32.xor(i32.shiftLeft(number(15), lane.get), number(-1)))),
      at.set(i32.add(head, scale(i32.add(part.get, lane.get), WORD))),
      ...range(HEAD_NUMBERS / 2).map(addColumn),
      dropFar,
      ifTrue(
        candidates.get,
        sequence(
          ...range(HEAD_NUMBERS / 2).map((column) => addColumn(HEAD_NUMBERS / 2 + column)),
          dropFar,
          whileTrue(candidates.get, list),
        ),
      ),
    );
    const eachPart = sequence(readWanted(wanted, filter, firstSlot), whileTrue(wanted.get, fourLanes));
    return sequence(
      ...query.map((vector, index) => vector.set(v128.load32Splat(number(ADDRESSES.queryHead), index * WORD))),
      limit.set(f32x4.splat(reach.get)),
      forEach(part, number(0), number(BLOCK_ROWS), 32, eachPart),
      count.get,
    );
  },
  'i32',
);

/** Lists the slots of a block that are wanted. @returns their number */
const listBlock = defineFunction(
  'listBlock',
  (scope) => {
    const [block, filter] = parameters(scope, 'i32', 2);
    const [part, wanted, count] = locals(scope, 'i32', 3);
    const firstSlot = i32.add(scale(block.get, BLOCK_ROWS), part.get);
    const list = sequence(
      i32.store(scale(count.get, WORD), i32.add(firstSlot, i32.countTrailingZeros(wanted.get)), ADDRESSES.candidates),
      count.set(i32.add(count.get, number(1))),
      clearLowest(wanted),
    );
    const eachPart = sequence(readWanted(wanted, filter, firstSlot), whileTrue(wanted.get, list));
    return sequence(forEach(part, number(0), number(BLOCK_ROWS), 32, eachPart), count.get);
  },
  'i32',
);

/**
 * Computes the pose distances of listed slots, by `pose-distance.ts` in its order of operations, and keeps in the list whom it is not
 * above `worst`.
 *
 * @param count slots that are listed
 * @param asked bits of the joints to compare
 * @param presence where in a row the bits of the joints stand that count as there: bytes from LABELLED
 * @param turning 1 or 0
 * @param guesses 1 where all joints are asked for and labelled ones count: then float32 often is enough to tell that a row is too far
 * @returns how many are left
 */
const measure = defineFunction(
  'measure',
  (scope) => {
    const [count, rows, asked, presence, turning, guesses] = parameters(scope, 'i32', 6);
    const [missingCost, worst] = parameters(scope, 'f64', 2);
    const [index, kept, slot, row, shared, summed, left, joint, isNear] = locals(scope, 'i32', 9);
    const [n, sumX, sumY, spread, x, y, rowSpread, along, agreement, distance] = locals(scope, 'f64', 10);
    const [q, r, sums, squares, products, crosses, even, odd] = locals(scope, 'v128', 8);
    const zero = f64x2.splat(f64.const(0));
    const addLanes = (vector: Local): Code => f64.add(f64x2.lane(vector.get, 0), f64x2.lane(vector.get, 1));
    const subtractLanes = (vector: Local): Code => f64.subtract(f64x2.lane(vector.get, 0), f64x2.lane(vector.get, 1));
    const multiplyAdd = (sum: Local, a: Code, b: Code): Code => sum.set(f64x2.add(sum.get, f64x2.multiply(a, b)));
    const crossed = (a: Local, b: Local, c: Local, d: Local, combine: typeof f64.add): Code =>
      f64.divide(combine(f64.multiply(a.get, b.get), f64.multiply(c.get, d.get)), n.get);
    const hypotenuse = (other: Code): Code =>
      f64.squareRoot(f64.add(f64.multiply(along.get, along.get), f64.multiply(other, other)));
    const isSpread = (value: Local): Code => f64.greaterThan(value.get, f64.const(LEAST_SPREAD));
    const eachJoint = (body: Code): Code =>
      sequence(
        left.set(shared.get),
        whileTrue(
          left.get,
          sequence(
            joint.set(i32.countTrailingZeros(left.get)),
            q.set(v128.load(scale(joint.get, VECTOR), ADDRESSES.query)),
            body,
            clearLowest(left),
          ),
        ),
      );

    /** Sums over the query's joints in `shared`, unless they are known. */
    const sumQuery = sequence(
      sums.set(zero),
      squares.set(zero),
      eachJoint(sequence(sums.set(f64x2.add(sums.get, q.get)), multiplyAdd(squares, q.get, q.get))),
      summed.set(shared.get),
      sumX.set(f64x2.lane(sums.get, 0)),
      sumY.set(f64x2.lane(sums.get, 1)),
      spread.set(f64.subtract(addLanes(squares), crossed(sumX, sumX, sumY, sumY, f64.add))),
    );

    const product = (query: number): Code =>
      addRow(even, odd, (offset) => r.set(f32x4.multiply(loadRow(row, offset), loadRow(number(query), offset))), r);
    const most = f64.multiply(
      f64.max(f64.const(0), f64.add(agreement.get, f64.const(PRODUCT_SLACK))),
      f64.const(1 + 1e-5),
    );
    const missing = (all: Code): Code => f64.multiply(missingCost.get, f64.subtract(all, n.get));
    const least = f64.add(
      f64.multiply(
        n.get,
        f64.subtract(
          f64.const(2),
          f64.divide(f64.multiply(f64.const(2), most), f64.squareRoot(f64.multiply(spread.get, n.get))),
        ),
      ),
      missing(f64.const(JOINT_COUNT)),
    );
    /** Of a query with every joint: a row's labelled joints are the shared ones, n of them, whose centre is 0 and whose squares add up to n. */
    const guess = sequence(
      product(ADDRESSES.querySingle),
      along.set(f64.fromSingle(sumLanes(even))),
      agreement.set(along.get),
      ifTrue(
        turning.get,
        sequence(product(ADDRESSES.queryTurned), agreement.set(hypotenuse(f64.fromSingle(sumLanes(even))))),
      ),
      isNear.set(f64.lessOrEqual(least, f64.multiply(f64.const(JOINT_COUNT), worst.get))),
    );

    const sumRow = sequence(
      ...[sums, squares, products, crosses].map((sum) => sum.set(zero)),
      eachJoint(
        sequence(
          r.set(f64x2.fromSingles(v128.load64Zero(i32.add(row.get, scale(joint.get, 2 * WORD))))),
          sums.set(f64x2.add(sums.get, r.get)),
          multiplyAdd(squares, r.get, r.get),
          multiplyAdd(products, q.get, r.get),
          ifTrue(turning.get, multiplyAdd(crosses, q.get, f64x2.swapLanes(r))),
        ),
      ),
      x.set(f64x2.lane(sums.get, 0)),
      y.set(f64x2.lane(sums.get, 1)),
      rowSpread.set(f64.subtract(addLanes(squares), crossed(x, x, y, y, f64.add))),
      along.set(f64.subtract(addLanes(products), crossed(sumX, x, sumY, y, f64.add))),
    );
    const askedCount = f64.fromCount(i32.countOnes(asked.get));
    const apart = f64.subtract(
      f64.const(2),
      f64.divide(f64.multiply(f64.const(2), agreement.get), f64.squareRoot(f64.multiply(spread.get, rowSpread.get))),
    );
    const computeDistance = sequence(
      agreement.set(along.get),
      ifTrue(
        turning.get,
        sequence(
          distance.set(f64.subtract(subtractLanes(crosses), crossed(sumX, y, sumY, x, f64.subtract))),
          agreement.set(hypotenuse(distance.get)),
        ),
      ),
      distance.set(apart),
      distance.set(select(f64.greaterThan(distance.get, f64.const(0)), distance.get, f64.const(0))),
      distance.set(f64.divide(f64.add(f64.multiply(n.get, distance.get), missing(askedCount)), askedCount)),
    );
    const keep = sequence(
      i32.store(scale(kept.get, WORD), slot.get, ADDRESSES.candidates),
      f64.store(scale(kept.get, 2 * WORD), distance.get, ADDRESSES.distances),
      kept.set(i32.add(kept.get, number(1))),
    );
    const compare = sequence(
      sumRow,
      ifTrue(
        isSpread(rowSpread),
        sequence(
          computeDistance,
          ifTrue(
            i32.and(f64.lessOrEqual(distance.get, worst.get), f64.lessThan(distance.get, f64.const(Infinity))),
            keep,
          ),
        ),
      ),
    );
    const eachSlot = sequence(
      slot.set(i32.load(scale(index.get, WORD), ADDRESSES.candidates)),
      row.set(i32.add(rows.get, scale(slot.get, ROW_BYTES))),
      shared.set(i32.and(i32.load(i32.add(row.get, presence.get), LABELLED), asked.get)),
      ifTrue(
        i32.lessThan(number(LEAST_JOINTS - 1), i32.countOnes(shared.get)),
        sequence(
          n.set(f64.fromCount(i32.countOnes(shared.get))),
          ifTrue(i32.notEqual(shared.get, summed.get), sumQuery),
          isNear.set(isSpread(spread)),
          ifTrue(i32.and(isNear.get, guesses.get), guess),
          ifTrue(isNear.get, compare),
        ),
      ),
    );
    return sequence(forEach(index, number(0), count.get, 1, eachSlot), kept.get);
  },
  'i32',
);

/** Sums over a row's 34 numbers, in two halves that do not wait for each other; `write` leaves what is added in `term`. The sum is in `even`. */
function addRow(even: Local, odd: Local, write: (offset: number) => Code, term: Local): Code {
  const offsets = range(9).map((index) => index * VECTOR);
  return sequence(
    ...offsets.map((offset, index) => {
      const sum = index % 2 === 0 ? even : odd;
      return sequence(write(offset), sum.set(index < 2 ? term.get : f32x4.add(sum.get, term.get)));
    }),
    even.set(f32x4.add(even.get, odd.get)),
  );
}

/** Four numbers of a row, or of a query like one; of its last ones two, for the rest is not numbers. */
function loadRow(row: Local | Code, offset: number): Code {
  const address = 'get' in row ? row.get : row;
  return offset < LABELLED - VECTOR / 2 ? v128.load(address, offset) : v128.load64Zero(address, offset);
}

/** The bits of the 32 slots from `firstSlot` on that are wanted. */
function readWanted(wanted: Local, filter: Local, firstSlot: Code): Code {
  return sequence(
    wanted.set(number(-1)),
    ifTrue(filter.get, wanted.set(i32.load(i32.add(filter.get, i32.shiftRight(firstSlot, number(3)))))),
  );
}

type Locals<Count extends number, List extends Local[] = []> = List['length'] extends Count
  ? List
  : Locals<Count, [...List, Local]>;

function parameters<Count extends number>({ parameter }: FunctionScope, type: ValueType, count: Count) {
  return range(count).map(() => parameter(type)) as Locals<Count>;
}

function locals<Count extends number>({ local }: FunctionScope, type: ValueType, count: Count) {
  return range(count).map(() => local(type)) as Locals<Count>;
}

export const LOOPS = [boundBlocks, scanBlock, listBlock, measure] as const;
export type Loops = Readonly<Record<(typeof LOOPS)[number]['name'], WasmFunction>>;
