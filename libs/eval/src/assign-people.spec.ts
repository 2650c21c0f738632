import fc from 'fast-check';
import { assignRows } from './assign-people.js';

function sumOf(gains: readonly (readonly number[])[], columns: readonly (number | null)[]): number {
  return columns.reduce<number>((sum, column, row) => sum + (column === null ? 0 : gains[row]![column]!), 0);
}

/** Every way to give rows their columns, or none. */
function findBest(gains: readonly (readonly number[])[], taken: readonly (number | null)[] = []): number {
  if (taken.length === gains.length) return sumOf(gains, taken);
  const free = gains[0]!.map((_, column) => column).filter((column) => !taken.includes(column));
  return Math.max(...[...free, null].map((column) => findBest(gains, [...taken, column])));
}

describe('assigning rows to columns', () => {
  const table = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })).chain(([rows, columns]) =>
    fc.array(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    }),
  );

  it('finds the largest sum, each column once', () => {
    fc.assert(
      fc.property(table, (gains) => {
        const columns = assignRows(gains);
        const given = columns.filter((column) => column !== null);
        expect(new Set(given).size).toBe(given.length);
        expect(sumOf(gains, columns)).toBeCloseTo(findBest(gains), 9);
      }),
    );
  });

  it('prefers the whole to the nearest pair', () => {
    expect(
      assignRows([
        [0.9, 0.8],
        [0.8, 0.1],
      ]),
    ).toEqual([1, 0]);
  });

  it('gives nothing where nothing is gained', () => {
    expect(assignRows([[0, 0], [0, 0.5], [0]])).toEqual([null, 1, null]);
    expect(assignRows([[], []])).toEqual([null, null]);
    expect(assignRows([])).toEqual([]);
  });

  it('is quick for a crowd', () => {
    const gains = Array.from({ length: 60 }, (_, row) =>
      Array.from({ length: 60 }, (_c, column) => ((row * 7 + column * 13) % 101) / 101),
    );
    expect(assignRows(gains)).toHaveLength(60);
  });
});
