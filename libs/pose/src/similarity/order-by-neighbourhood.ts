/** Values from which a range's widest column is told. */
const SAMPLE = 64;

function findWidestColumn(
  columns: readonly Float32Array[],
  order: Uint32Array,
  from: number,
  to: number,
): Float32Array {
  const step = Math.max(1, Math.floor((to - from) / SAMPLE));
  let [widest, greatest] = [columns[0]!, -1];
  for (const column of columns) {
    let [count, sum, squares] = [0, 0, 0];
    for (let place = from; place < to; place += step) {
      const value = column[order[place]!]!;
      count += 1;
      sum += value;
      squares += value * value;
    }
    const spread = squares - (sum * sum) / count;
    if (spread > greatest) [widest, greatest] = [column, spread];
  }
  return widest;
}

/** Hoare's selection: afterwards nothing before `place` is greater, and nothing after it is less. */
function select(column: Float32Array, order: Uint32Array, from: number, to: number, place: number): void {
  let [low, high] = [from, to - 1];
  while (low < high) {
    const pivot = column[order[(low + high) >> 1]!]!;
    let [left, right] = [low, high];
    while (left <= right) {
      while (column[order[left]!]! < pivot) left += 1;
      while (column[order[right]!]! > pivot) right -= 1;
      if (left > right) break;
      const moved = order[left]!;
      order[left] = order[right]!;
      order[right] = moved;
      left += 1;
      right -= 1;
    }
    if (place <= right) high = right;
    else if (place >= left) low = left;
    else return;
  }
}

/**
 * An order of points in which each run of `size` is a neighbourhood: the leaves of a k-d tree, halved where they are widest, at a
 * multiple of `size`. Columns are the points' coordinates.
 */
export function orderByNeighbourhood(columns: readonly Float32Array[], count: number, size: number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  const halve = (from: number, to: number): void => {
    const runs = Math.ceil((to - from) / size);
    if (runs < 2) return;
    const middle = from + Math.ceil(runs / 2) * size;
    select(findWidestColumn(columns, order, from, to), order, from, to, middle);
    halve(from, middle);
    halve(middle, to);
  };
  halve(0, count);
  return order;
}
