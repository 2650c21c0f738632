/**
 * The inner loops of pose search in AssemblyScript: `tools/codegen/pose-search-kernel.mjs` compiles this file to
 * `src/similarity/kernel-bytes.ts`. `src/similarity/plain-kernel.ts` says in plain TypeScript what must come out, to the last bit.
 *
 * Memory belongs to the caller (`src/similarity/row-memory.ts`), who tells by `place` where its regions begin:
 *
 *   boxes    per block: the least, then the greatest value of each head number, 2 x 8 float32
 *   heads    per block: 8 columns of 128 float32. The first numbers of each pose on axes where poses differ most; squared distance in
 *            them is never above 17 times the pose distance. NaN: not known. Infinity: nobody is there.
 *   rows     per slot: 17 joints x (x, y) float32, then two uint32 of one bit per joint: labelled, visible
 *   numbers  per slot: the row's number, uint32, by which ties are broken
 *   order    scratch, 8 bytes per block
 *
 * and at fixed addresses: the query (34 float64; then 36 float32, the last two zero; and those again, turned by a right angle), its head
 * (8 float32), and the results (float64 distance, uint32 number, 4 bytes of nothing; a heap with the worst on top).
 */
const QUERY: usize = 64;
const QUERY_SINGLE: usize = 352;
const QUERY_HEAD: usize = 512;
const QUERY_TURNED: usize = 560;
const RESULTS: usize = 1024;

const JOINTS: u32 = 17;
const ALL_JOINTS: u32 = (1 << 17) - 1;
const ROW_BYTES: usize = 144;
const LABELLED: usize = 136;
const BLOCK_ROWS: u32 = 128;
const COLUMN_BYTES: usize = 512;
const HEAD_BYTES: usize = 4096;
const BOX_BYTES: usize = 64;
const LEAST_JOINTS: u32 = 3;
const LEAST_SPREAD: f64 = 1e-9;
/** More than float32 can be wrong by in a sum of 34 products between two poses, each of squared length 17 at most. */
const PRODUCT_SLACK: f64 = 2e-4;

let boxes: usize = 0;
let heads: usize = 0;
let rows: usize = 0;
let numbers: usize = 0;
let order: usize = 0;

let asked: u32 = 0;
let presence: usize = 0;
let turning: bool = false;
let missingCost: f64 = 0;
let filter: usize = 0;
let slack: f64 = 0;

/** Sums over the query's joints in `summed`. */
let summed: u32 = 0;
let sumX: f64 = 0;
let sumY: f64 = 0;
let spread: f64 = 0;

let capacity: u32 = 0;
let found: u32 = 0;
/** Distances above this are of no use. */
let worst: f64 = 0;
let worstNumber: u32 = 0;
/** Squared length in float32 above which a row cannot be as near as `worst`. */
let reach: f32 = 0;

export function place(boxesAt: usize, headsAt: usize, rowsAt: usize, numbersAt: usize, orderAt: usize): void {
  boxes = boxesAt;
  heads = headsAt;
  rows = rowsAt;
  numbers = numbersAt;
  order = orderAt;
}

/**
 * The nearest `most` rows among `slots` slots, into the results; returns how many. `bounded` where the query has every joint and is
 * compared in all of them without turning: only then the heads bound the distance.
 */
export function search(
  slots: u32,
  most: u32,
  joints: u32,
  visibleOnly: bool,
  turn: bool,
  costOfMissing: f64,
  farthest: f64,
  filterAt: usize,
  bounded: bool,
  roundingSlack: f64,
): u32 {
  asked = joints;
  presence = visibleOnly ? LABELLED + 4 : LABELLED;
  turning = turn;
  missingCost = costOfMissing;
  filter = filterAt;
  slack = roundingSlack;
  capacity = most;
  found = 0;
  summed = 0;
  worst = farthest;
  worstNumber = u32.MAX_VALUE;
  updateReach();
  if (bounded) searchBlocks((slots + BLOCK_ROWS - 1) / BLOCK_ROWS);
  else for (let slot: u32 = 0; slot < slots; slot++) if (isWanted(slot)) consider(slot);
  return found;
}

function isWanted(slot: u32): bool {
  return filter === 0 || ((load<u32>(filter + ((slot >> 5) << 2)) >> (slot & 31)) & 1) !== 0;
}

// --- blocks, nearest box first -------------------------------------------------------------------------------------

function searchBlocks(blocks: u32): void {
  boundBlocks(blocks);
  for (let node: i32 = <i32>(blocks >> 1) - 1; node >= 0; node--) sinkBlock(node, blocks);
  let left = blocks;
  while (left > 0) {
    const nearest = load<u64>(order);
    if (reinterpret<f32>(<u32>(nearest >> 32)) > reach) return;
    left -= 1;
    store<u64>(order, load<u64>(order + ((<usize>left) << 3)));
    sinkBlock(0, left);
    scanBlock(<u32>nearest);
  }
}

/** Squared distance from the query's head to each block's box, in the upper half of a uint64 above the block's number. */
function boundBlocks(blocks: u32): void {
  const first = v128.load(QUERY_HEAD);
  const second = v128.load(QUERY_HEAD, 16);
  const zero = f32x4.splat(0);
  for (let block: u32 = 0; block < blocks; block++) {
    const box = boxes + <usize>block * BOX_BYTES;
    const a = f32x4.pmax(zero, f32x4.pmax(f32x4.sub(v128.load(box), first), f32x4.sub(first, v128.load(box, 32))));
    const b = f32x4.pmax(
      zero,
      f32x4.pmax(f32x4.sub(v128.load(box, 16), second), f32x4.sub(second, v128.load(box, 48))),
    );
    const bound = sumLanes(f32x4.add(f32x4.mul(a, a), f32x4.mul(b, b)));
    store<u64>(order + ((<usize>block) << 3), ((<u64>reinterpret<u32>(bound)) << 32) | (<u64>block));
  }
}

/** Restores the heap of blocks, least on top, below `node`. Bounds are not negative, so their bits compare as they do. */
function sinkBlock(node: u32, count: u32): void {
  const value = load<u64>(order + ((<usize>node) << 3));
  while (true) {
    let child: u32 = 2 * node + 1;
    if (child >= count) break;
    let least = load<u64>(order + ((<usize>child) << 3));
    if (child + 1 < count) {
      const other = load<u64>(order + ((<usize>child) << 3), 8);
      if (other < least) {
        least = other;
        child += 1;
      }
    }
    if (value <= least) break;
    store<u64>(order + ((<usize>node) << 3), least);
    node = child;
  }
  if (count > 0) store<u64>(order + ((<usize>node) << 3), value);
}

function scanBlock(block: u32): void {
  const head = heads + <usize>block * HEAD_BYTES;
  const q0 = v128.load32_splat(QUERY_HEAD);
  const q1 = v128.load32_splat(QUERY_HEAD, 4);
  const q2 = v128.load32_splat(QUERY_HEAD, 8);
  const q3 = v128.load32_splat(QUERY_HEAD, 12);
  const q4 = v128.load32_splat(QUERY_HEAD, 16);
  const q5 = v128.load32_splat(QUERY_HEAD, 20);
  const q6 = v128.load32_splat(QUERY_HEAD, 24);
  const q7 = v128.load32_splat(QUERY_HEAD, 28);
  let limit = f32x4.splat(reach);
  for (let part: u32 = 0; part < BLOCK_ROWS; part += 32) {
    const firstSlot = block * BLOCK_ROWS + part;
    // Four lanes at a time, and only those where somebody is wanted: a filter that keeps few costs little.
    let wanted: u32 = filter === 0 ? u32.MAX_VALUE : load<u32>(filter + (firstSlot >> 3));
    while (wanted !== 0) {
      const lane = ctz(wanted) & ~3;
      let candidates = (wanted >> lane) & 15;
      wanted &= ~((<u32>15) << lane);
      const at = head + ((<usize>(part + lane)) << 2);
      let sum = squaredDifference(v128.load(at), q0);
      sum = f32x4.add(sum, squaredDifference(v128.load(at, 1 * COLUMN_BYTES), q1));
      sum = f32x4.add(sum, squaredDifference(v128.load(at, 2 * COLUMN_BYTES), q2));
      sum = f32x4.add(sum, squaredDifference(v128.load(at, 3 * COLUMN_BYTES), q3));
      candidates &= ~i32x4.bitmask(f32x4.gt(sum, limit));
      if (candidates === 0) continue;
      sum = f32x4.add(sum, squaredDifference(v128.load(at, 4 * COLUMN_BYTES), q4));
      sum = f32x4.add(sum, squaredDifference(v128.load(at, 5 * COLUMN_BYTES), q5));
      sum = f32x4.add(sum, squaredDifference(v128.load(at, 6 * COLUMN_BYTES), q6));
      sum = f32x4.add(sum, squaredDifference(v128.load(at, 7 * COLUMN_BYTES), q7));
      candidates &= ~i32x4.bitmask(f32x4.gt(sum, limit));
      if (candidates === 0) continue;
      while (candidates !== 0) {
        considerNear(firstSlot + lane + ctz(candidates));
        candidates &= candidates - 1;
      }
      limit = f32x4.splat(reach);
    }
  }
}

function squaredDifference(a: v128, b: v128): v128 {
  const difference = f32x4.sub(a, b);
  return f32x4.mul(difference, difference);
}

function sumLanes(sum: v128): f32 {
  return (
    f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1) + (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3))
  );
}

// --- one row -------------------------------------------------------------------------------------------------------

/** `consider`, after a look at all 34 numbers in float32 where the row has them. */
function considerNear(slot: u32): void {
  const row = rows + <usize>slot * ROW_BYTES;
  if (load<u32>(row, LABELLED) === ALL_JOINTS && computeSquaredLength(row) > reach) return;
  consider(slot);
}

/** Squared distance to the query as the vectors stand, in float32. */
function computeSquaredLength(row: usize): f32 {
  let even = squaredDifference(v128.load(row), v128.load(QUERY_SINGLE));
  let odd = squaredDifference(v128.load(row, 16), v128.load(QUERY_SINGLE, 16));
  even = f32x4.add(even, squaredDifference(v128.load(row, 32), v128.load(QUERY_SINGLE, 32)));
  odd = f32x4.add(odd, squaredDifference(v128.load(row, 48), v128.load(QUERY_SINGLE, 48)));
  even = f32x4.add(even, squaredDifference(v128.load(row, 64), v128.load(QUERY_SINGLE, 64)));
  odd = f32x4.add(odd, squaredDifference(v128.load(row, 80), v128.load(QUERY_SINGLE, 80)));
  even = f32x4.add(even, squaredDifference(v128.load(row, 96), v128.load(QUERY_SINGLE, 96)));
  odd = f32x4.add(odd, squaredDifference(v128.load(row, 112), v128.load(QUERY_SINGLE, 112)));
  even = f32x4.add(even, squaredDifference(v128.load64_zero(row, 128), v128.load64_zero(QUERY_SINGLE, 128)));
  return sumLanes(f32x4.add(even, odd));
}

function consider(slot: u32): void {
  const row = rows + <usize>slot * ROW_BYTES;
  if (asked === ALL_JOINTS && presence === LABELLED && !mayBeNear(row)) return;
  const distance = computeDistance(row);
  if (!(distance <= worst) || distance === Infinity) return;
  offer(distance, load<u32>(numbers + ((<usize>slot) << 2)));
}

/**
 * False where float32 is enough to tell that a row is farther than `worst`. Of a query with every joint: then a row's labelled joints are
 * the shared ones, n of them, whose centre lies at 0 and whose squares add up to n.
 */
function mayBeNear(row: usize): bool {
  const shared = load<u32>(row, LABELLED);
  const count = popcnt(shared);
  if (count < LEAST_JOINTS) return false;
  if (shared !== summed) sumQuery(shared);
  if (!(spread > LEAST_SPREAD)) return false;
  const n = <f64>count;
  const along = <f64>computeProduct(row, QUERY_SINGLE);
  let agreement = along;
  if (turning) {
    const across = <f64>computeProduct(row, QUERY_TURNED);
    agreement = Math.sqrt(along * along + across * across);
  }
  const most = Math.max(0, agreement + PRODUCT_SLACK) * (1 + 1e-5);
  const least = n * (2 - (2 * most) / Math.sqrt(spread * n)) + missingCost * (<f64>JOINTS - n);
  return least <= <f64>JOINTS * worst;
}

function computeProduct(row: usize, query: usize): f32 {
  let even = f32x4.mul(v128.load(row), v128.load(query));
  let odd = f32x4.mul(v128.load(row, 16), v128.load(query, 16));
  even = f32x4.add(even, f32x4.mul(v128.load(row, 32), v128.load(query, 32)));
  odd = f32x4.add(odd, f32x4.mul(v128.load(row, 48), v128.load(query, 48)));
  even = f32x4.add(even, f32x4.mul(v128.load(row, 64), v128.load(query, 64)));
  odd = f32x4.add(odd, f32x4.mul(v128.load(row, 80), v128.load(query, 80)));
  even = f32x4.add(even, f32x4.mul(v128.load(row, 96), v128.load(query, 96)));
  odd = f32x4.add(odd, f32x4.mul(v128.load(row, 112), v128.load(query, 112)));
  even = f32x4.add(even, f32x4.mul(v128.load64_zero(row, 128), v128.load64_zero(query, 128)));
  return sumLanes(f32x4.add(even, odd));
}

/** The pose distance of `pose-distance.ts`, in its order of operations. Infinity where poses cannot be compared. */
function computeDistance(row: usize): f64 {
  const shared = load<u32>(row + presence) & asked;
  const count = popcnt(shared);
  if (count < LEAST_JOINTS) return Infinity;
  if (shared !== summed) sumQuery(shared);
  let sums = f64x2.splat(0);
  let squares = f64x2.splat(0);
  let products = f64x2.splat(0);
  let crosses = f64x2.splat(0);
  for (let left = shared; left !== 0; left &= left - 1) {
    const joint = <usize>ctz(left);
    const q = v128.load(QUERY + (joint << 4));
    const r = f64x2.promote_low_f32x4(v128.load64_zero(row + (joint << 3)));
    sums = f64x2.add(sums, r);
    squares = f64x2.add(squares, f64x2.mul(r, r));
    products = f64x2.add(products, f64x2.mul(q, r));
    if (turning) crosses = f64x2.add(crosses, f64x2.mul(q, v128.shuffle<f64>(r, r, 1, 0)));
  }
  const n = <f64>count;
  const x = f64x2.extract_lane(sums, 0);
  const y = f64x2.extract_lane(sums, 1);
  const rowSpread = f64x2.extract_lane(squares, 0) + f64x2.extract_lane(squares, 1) - (x * x + y * y) / n;
  if (!(spread > LEAST_SPREAD) || !(rowSpread > LEAST_SPREAD)) return Infinity;
  const along = f64x2.extract_lane(products, 0) + f64x2.extract_lane(products, 1) - (sumX * x + sumY * y) / n;
  let agreement = along;
  if (turning) {
    const across = f64x2.extract_lane(crosses, 0) - f64x2.extract_lane(crosses, 1) - (sumX * y - sumY * x) / n;
    agreement = Math.sqrt(along * along + across * across);
  }
  const apart = 2 - (2 * agreement) / Math.sqrt(spread * rowSpread);
  const nearest: f64 = apart > 0 ? apart : 0;
  const askedCount = <f64>popcnt(asked);
  return (n * nearest + missingCost * (askedCount - n)) / askedCount;
}

function sumQuery(joints: u32): void {
  let sums = f64x2.splat(0);
  let squares = f64x2.splat(0);
  for (let left = joints; left !== 0; left &= left - 1) {
    const q = v128.load(QUERY + ((<usize>ctz(left)) << 4));
    sums = f64x2.add(sums, q);
    squares = f64x2.add(squares, f64x2.mul(q, q));
  }
  summed = joints;
  sumX = f64x2.extract_lane(sums, 0);
  sumY = f64x2.extract_lane(sums, 1);
  const n = <f64>popcnt(joints);
  spread = f64x2.extract_lane(squares, 0) + f64x2.extract_lane(squares, 1) - (sumX * sumX + sumY * sumY) / n;
}

// --- results: a heap with the worst on top -------------------------------------------------------------------------

function offer(distance: f64, number: u32): void {
  if (found < capacity) {
    raise(found, distance, number);
    found += 1;
  } else {
    if (distance === worst && number > worstNumber) return;
    sink(distance, number);
  }
  if (found === capacity) {
    worst = load<f64>(RESULTS);
    worstNumber = load<u32>(RESULTS, 8);
    updateReach();
  }
}

/** 17 distances are the squared length between unit poses; the vectors in memory are them to within rounding. */
function updateReach(): void {
  const length = Math.sqrt(<f64>JOINTS * worst) + slack;
  reach = <f32>(length * length * (1 + 1e-5));
}

function isWorse(distance: f64, number: u32, at: usize): bool {
  const other = load<f64>(at);
  return distance > other || (distance === other && number > load<u32>(at, 8));
}

function put(at: usize, distance: f64, number: u32): void {
  store<f64>(at, distance);
  store<u32>(at, number, 8);
}

function raise(node: u32, distance: f64, number: u32): void {
  while (node > 0) {
    const parent = (node - 1) >> 1;
    const at = RESULTS + ((<usize>parent) << 4);
    if (!isWorse(distance, number, at)) break;
    put(RESULTS + ((<usize>node) << 4), load<f64>(at), load<u32>(at, 8));
    node = parent;
  }
  put(RESULTS + ((<usize>node) << 4), distance, number);
}

function sink(distance: f64, number: u32): void {
  let node: u32 = 0;
  while (true) {
    let child: u32 = 2 * node + 1;
    if (child >= capacity) break;
    let at = RESULTS + ((<usize>child) << 4);
    if (child + 1 < capacity && !isWorse(load<f64>(at), load<u32>(at, 8), at + 16)) {
      child += 1;
      at += 16;
    }
    if (isWorse(distance, number, at)) break;
    put(RESULTS + ((<usize>node) << 4), load<f64>(at), load<u32>(at, 8));
    node = child;
  }
  put(RESULTS + ((<usize>node) << 4), distance, number);
}
