export interface Bins {
  /** Ascending, one more than counts. */
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

/** A bin's bar: where it stands on a scale of 0..1, and how high it is, 1 for the fullest. */
export interface Bar {
  readonly from: number;
  readonly to: number;
  readonly height: number;
  readonly count: number;
  /** `0.20 to 0.40: 3 pictures` */
  readonly label: string;
}

function format(edge: number): string {
  return Number.isInteger(edge) ? String(edge) : edge.toFixed(2);
}

function countPictures(count: number): string {
  return count === 1 ? '1 picture' : `${count} pictures`;
}

/** Bins of whole numbers reach at least so far: one alone would be a wall. */
const LEAST_WHOLE = 4;

/** Bins of whole numbers, each from one to the next, with empty ones behind the last where they are few. */
export function widenWholeBins({ edges, counts }: Bins): Bins {
  const missing = Math.max(0, LEAST_WHOLE - counts.length);
  const last = edges.at(-1) ?? 0;
  return {
    edges: [...edges, ...Array.from({ length: missing }, (_, step) => last + step + 1)],
    counts: [...counts, ...Array<number>(missing).fill(0)],
  };
}

/** The bars of a histogram; none where nothing was counted. @param isCount whether a bin holds one whole number, and is named after it */
export function layOutHistogram({ edges, counts }: Bins, isCount = false): Bar[] {
  const highest = Math.max(0, ...counts);
  const [first, last] = [edges[0], edges.at(-1)];
  if (highest === 0 || first === undefined || last === undefined || last <= first) return [];
  const place = (edge: number) => (edge - first) / (last - first);
  return counts.map((count, bin) => {
    const [from, to] = [edges[bin]!, edges[bin + 1]!];
    const label = `${isCount ? from : `${format(from)} to ${format(to)}`}: ${countPictures(count)}`;
    return { from: place(from), to: place(to), height: count / highest, count, label };
  });
}

/** What a screen reader says of it: how many pictures, and between which edges half of them lie. */
export function describeHistogram(bins: Bins): string {
  const total = bins.counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return 'no pictures';
  const [low, high] = [findBin(bins.counts, total / 4), findBin(bins.counts, (3 * total) / 4)];
  return `${countPictures(total)}, half of them between ${format(bins.edges[low]!)} and ${format(bins.edges[high + 1]!)}`;
}

/** The bin in which the picture of this rank is. */
function findBin(counts: readonly number[], rank: number): number {
  let seen = 0;
  return counts.findIndex((count) => (seen += count) >= rank);
}
