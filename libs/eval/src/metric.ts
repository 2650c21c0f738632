/**
 * How every metric is computed:
 *
 *     update(sample) -> statistics -> compute(statistics)
 *
 * Workers share the samples out, each updates an accumulator of its own, the statistics travel as JSON, are merged, and computed once. What
 * is costly (matching people, running an extractor) happens in `update`, so that intervals, scenes and merges need no second look at a picture.
 */
export interface Accumulator<Sample, Statistics> {
  /** @throws EvalError INVALID_SAMPLE, DUPLICATE_SAMPLE; the statistics stay as they were. */
  update(sample: Sample): void;
  /** All samples so far. Plain JSON: numbers, strings, lists and records of them. A snapshot: later samples do not show in it. */
  readonly statistics: Statistics;
}

/** A number, or null where there is nothing to measure (COCO's -1). */
export type MetricValues = Readonly<Record<string, number | null>>;

export interface Metric<Sample, Statistics> {
  createAccumulator(): Accumulator<Sample, Statistics>;
  /**
   * Associative, with the statistics of no samples as its neutral element; where a metric keeps pictures apart, also commutative.
   * @throws EvalError INCOMPATIBLE_STATISTICS, DUPLICATE_SAMPLE
   */
  merge(parts: readonly Statistics[]): Statistics;
  compute(statistics: Statistics): MetricValues;
}

/** What every statistics that keeps pictures apart holds: one entry per picture, all lists of equal length. */
export interface PictureStatistics {
  /** Unique. */
  readonly ids: readonly string[];
  /** Null for a picture of no scene. */
  readonly scenes: readonly (string | null)[];
}

/** A metric whose statistics keep pictures apart, so that they can be weighed anew: scenes, and the bootstrap. */
export interface PictureMetric<Sample, Statistics extends PictureStatistics> extends Metric<Sample, Statistics> {
  /** The statistics of these pictures alone, by index. */
  select(statistics: Statistics, pictures: readonly number[]): Statistics;
  /** Does once what does not depend on weights. The weights, whole numbers in the order of `ids`, say how often each picture counts. */
  prepare(statistics: Statistics): (weights: ArrayLike<number>) => MetricValues;
}
