import { type ComparisonRow, describeVerdict, groupRows } from './comparison.js';

function createRow(part: Partial<ComparisonRow>): ComparisonRow {
  const value = { name: 'AP', value: 0.5, low: 0.4, high: 0.6 };
  return {
    metric: 'AP',
    scope: 'OVERALL',
    scene: null,
    a: value,
    b: value,
    difference: 0,
    overlap: true,
    better: null,
    ...part,
  };
}

describe('comparison of two reports', () => {
  it('is told metric by metric', () => {
    const rows = [
      createRow({}),
      createRow({ scope: 'MEAN' }),
      createRow({ scope: 'SCENE', scene: 'garage' }),
      createRow({ scope: 'SCENE', scene: 'cartoon' }),
      createRow({ metric: 'PCE' }),
    ];
    const [first, second] = groupRows(rows);
    expect(first).toEqual({ metric: 'AP', overall: rows[0], mean: rows[1], scenes: [rows[3], rows[2]] });
    expect(second).toEqual({ metric: 'PCE', overall: rows[4], mean: null, scenes: [] });
    expect(groupRows([])).toEqual([]);
  });

  it.each([
    [{ overlap: true }, 'within the intervals'],
    [{ overlap: false, better: 'A' as const, difference: -0.2 }, 'first better'],
    [{ overlap: null, better: 'B' as const, difference: 0.2 }, 'second better, no intervals'],
    [{ overlap: null, better: null, difference: 0 }, 'the same'],
    [{ difference: null, overlap: null }, 'no value'],
  ])('says of %j: %s', (part, verdict) => {
    expect(describeVerdict(createRow(part))).toBe(verdict);
  });
});
