export interface SelectableSample {
  readonly key: string;
  readonly split: string;
  readonly scene: string | null;
}

export interface SampleSelection {
  /** Empty: all. */
  readonly splits: readonly string[];
  readonly scenes: readonly string[];
  /** The first so many of each scene in the order of keys; null: all. */
  readonly limit: number | null;
}

/** The samples that a report of this selection judges, as the service chooses them. @param samples in the order of keys */
export function selectSamples<Sample extends SelectableSample>(
  samples: readonly Sample[],
  { splits, scenes, limit }: SampleSelection,
): Sample[] {
  const taken = new Map<string | null, number>();
  return samples.filter(({ split, scene }) => {
    if (splits.length > 0 && !splits.includes(split)) return false;
    if (scenes.length > 0 && (scene === null || !scenes.includes(scene))) return false;
    const count = (taken.get(scene) ?? 0) + 1;
    taken.set(scene, count);
    return limit === null || count <= limit;
  });
}
