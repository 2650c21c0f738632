/**
 * What a change of form did to a pose: the one vocabulary of skeletons, files and scenes.
 *
 * - `DROPPED`      it was there, and the new form has no place for it;
 * - `MERGED`       several things became one, and cannot be told apart again;
 * - `SYNTHESIZED`  the new form needs it, and it was made from something else, or from nothing;
 * - `PRECISION`    a number came out near what it was, within `bound`.
 */
export type ConversionLossKind = 'DROPPED' | 'MERGED' | 'SYNTHESIZED' | 'PRECISION';

export interface ConversionLoss {
  readonly kind: ConversionLossKind;
  /** A field or a joint: `people[].bbox`, `joint left_ear`, `visibility 1`. */
  readonly what: string;
  /** How often. */
  readonly count: number;
  /** Of PRECISION: the greatest error that this conversion made, or can make, in `unit`. */
  readonly bound?: number;
  readonly unit?: string;
  /** The way back undoes it: a synthesized joint that the old form does not know is left out again. */
  readonly reversible?: true;
  readonly reason: string;
}

export interface ConversionReport {
  /** Names of the forms: a skeleton, a file format, a kind of scene. */
  readonly from: string;
  readonly to: string;
  readonly losses: readonly ConversionLoss[];
  /** Nothing is lost but what the way back undoes: converted and converted back, it is the same to the last bit. */
  readonly lossless: boolean;
}

/** A report of these losses; entries that never happened are left out. */
export function createConversionReport(from: string, to: string, losses: Iterable<ConversionLoss>): ConversionReport {
  const happened = [...losses].filter(({ count }) => count > 0);
  return { from, to, losses: happened, lossless: happened.every(({ reversible }) => reversible === true) };
}

/** Gathers losses one by one; the same loss again only counts, and keeps the greater bound. */
export class ConversionLossLog {
  private readonly losses = new Map<string, ConversionLoss>();

  add(loss: Omit<ConversionLoss, 'count'> & { readonly count?: number }): void {
    const { count = 1 } = loss;
    if (count === 0) return;
    const key = `${loss.kind} ${loss.what} ${loss.reason}`;
    const known = this.losses.get(key);
    const bound = maxOf(known?.bound, loss.bound);
    this.losses.set(key, { ...loss, count: count + (known?.count ?? 0), ...(bound !== undefined && { bound }) });
  }

  toReport(from: string, to: string): ConversionReport {
    return createConversionReport(from, to, this.losses.values());
  }
}

function maxOf(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);
}
