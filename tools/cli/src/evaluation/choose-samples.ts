/** A sample of a snapshot, as far as choosing goes. */
export interface Choosable {
  readonly key: string;
  readonly split: string;
  readonly scene: string | null;
  /** Null: there is nobody to look for, and the sample is in no report. */
  readonly pose?: unknown;
}

export interface SampleChoice {
  readonly splits?: readonly string[];
  readonly scenes?: readonly string[];
  /** The first so many of each scene, in the order of their keys. */
  readonly limit?: number;
}

/** The samples that a report of this choice judges: the rule is the service's, kept here so that a folder can be checked before it goes there. */
export function chooseSamples<Sample extends Choosable>(
  samples: readonly Sample[],
  { splits, scenes, limit = Infinity }: SampleChoice,
): Sample[] {
  const taken = new Map<string | null, number>();
  return [...samples]
    .sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)))
    .filter(({ split, scene, pose }) => {
      if (pose === null) return false;
      if (splits && !splits.includes(split)) return false;
      if (scenes && (scene === null || !scenes.includes(scene))) return false;
      const count = taken.get(scene) ?? 0;
      taken.set(scene, count + 1);
      return count < limit;
    });
}
