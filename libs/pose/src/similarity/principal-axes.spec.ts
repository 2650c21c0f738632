import { computeMean, computePrincipalAxes } from './principal-axes.js';

describe('principal axes', () => {
  /** Points whose three coordinates lie along two known directions: 5 units' spread on one, 1 on the other. */
  const long = [2 / 3, 2 / 3, 1 / 3];
  const short = [1 / 3, -2 / 3, 2 / 3];
  const values = [-3, -1, 0, 2, 5, 4].flatMap((along, index) =>
    long.map((value, i) => 7 + along * value + [0.3, -0.4, 0.1, 0.2, 0, -0.2][index]! * short[i]!),
  );
  const sample = { values, width: 3, stride: 3, rows: Uint32Array.of(0, 1, 2, 3, 4, 5) };

  it('are the directions in which points differ, most first', () => {
    const axes = computePrincipalAxes(sample, computeMean(sample), 2);
    const cosine = (a: Float64Array, b: readonly number[]) =>
      Math.abs(a.reduce((sum, value, i) => sum + value * b[i]!, 0));
    // The two given directions are not quite uncorrelated in six points.
    expect(cosine(axes[0]!, long)).toBeGreaterThan(0.999);
    expect(cosine(axes[1]!, short)).toBeGreaterThan(0.999);
  });

  it('are orthonormal', () => {
    const axes = computePrincipalAxes(sample, computeMean(sample), 3);
    for (const [i, a] of axes.entries())
      for (const [j, b] of axes.entries())
        expect(a.reduce((sum, value, k) => sum + value * b[k]!, 0)).toBeCloseTo(i === j ? 1 : 0, 12);
  });
});
