import fc from 'fast-check';
import { ScoreRanking } from './rank-scores.js';

describe('ranking scores', () => {
  const ranking = new ScoreRanking();
  const rank = (scores: readonly number[]) =>
    [...ranking.rank(Float64Array.from(scores), scores.length)].slice(0, scores.length);

  it('puts the highest first and leaves equals in their order, again and again', () => {
    // Few values: many equals. Minus zero equals zero.
    const scores = fc.array(fc.constantFrom(-1, -0, 0, 0.25, 0.5, 3), { maxLength: 70 });
    fc.assert(
      fc.property(scores, (values) => {
        const expected = [...values.keys()].sort((a, b) => values[b]! - values[a]! || a - b);
        expect(rank(values)).toEqual(expected);
      }),
    );
  });
});
