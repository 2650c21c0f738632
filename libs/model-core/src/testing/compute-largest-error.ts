/** The largest difference from `expected`, absolute where that is below one and relative above; NaN counts as infinite. */
export function computeLargestError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length || expected.length === 0) return Infinity;
  const errors = Array.from(actual, (value, index) => {
    const wanted = expected[index] ?? NaN;
    const error = Math.abs(value - wanted) / Math.max(1, Math.abs(wanted));
    return Number.isNaN(error) ? Infinity : error;
  });
  return errors.reduce((largest, error) => Math.max(largest, error), 0);
}
