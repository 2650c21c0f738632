/**
 * The assignment of rows to columns, each used once at most, with the largest sum.
 *
 * The Hungarian method with potentials, one row after another along shortest augmenting paths: O(rows^2 * columns). The table is made
 * square by rows and columns of zeros.
 *
 * @param gains rows of equal length, finite numbers
 * @returns per row its column; null where it got none, or one that gains nothing
 */
export function assignRows(gains: readonly (readonly number[])[]): (number | null)[] {
  const columns = gains[0]?.length ?? 0;
  const size = Math.max(gains.length, columns);
  const cost = (row: number, column: number) => -(gains[row]?.[column] ?? 0);
  const rowPotential = new Float64Array(size);
  const columnPotential = new Float64Array(size);
  const rowOf = new Array<number>(size).fill(-1);

  for (let start = 0; start < size; start += 1) {
    const shortest = new Float64Array(size).fill(Infinity);
    const comesFrom = new Array<number>(size).fill(-1);
    const isDone = new Array<boolean>(size).fill(false);
    let [row, previous, end] = [start, -1, -1];

    // Grows a tree of tight edges from the new row until it reaches a free column.
    while (end < 0) {
      let [next, step] = [-1, Infinity];
      for (let column = 0; column < size; column += 1) {
        if (isDone[column]) continue;
        const slack = cost(row, column) - rowPotential[row]! - columnPotential[column]!;
        if (slack < shortest[column]!) [shortest[column], comesFrom[column]] = [slack, previous];
        if (shortest[column]! < step) [next, step] = [column, shortest[column]!];
      }
      rowPotential[start]! += step;
      for (let column = 0; column < size; column += 1) {
        if (isDone[column]) {
          rowPotential[rowOf[column]!]! += step;
          columnPotential[column]! -= step;
        } else shortest[column]! -= step;
      }
      isDone[next] = true;
      if (rowOf[next] === -1) end = next;
      else [row, previous] = [rowOf[next]!, next];
    }

    // Along the path back, every column passes to the row that reached it.
    for (let column = end; column >= 0; column = comesFrom[column]!)
      rowOf[column] = comesFrom[column] === -1 ? start : rowOf[comesFrom[column]!]!;
  }
  return gains.map((row, index) => {
    const column = rowOf.indexOf(index);
    return (row[column] ?? 0) > 0 ? column : null;
  });
}
