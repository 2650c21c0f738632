/** One sample of a HumanSD data set: where its picture and pose lie, relative to the data set's root, and its text. */
export interface HumansdMappingEntry {
  /** The picture's id in Human-Art, `<shard>_<number>` in LAION-Human. */
  readonly key: string;
  readonly imagePath: string;
  readonly posePath: string;
  readonly prompt: string;
  /** The picture's folder: `img_path`'s last element but one. Null where there is no folder. */
  readonly scene: string | null;
  /** Fields that this package does not interpret, as they came. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** The scene of a picture by its path, as HumanSD's evaluation takes it. */
export function readScene(imagePath: string): string | null {
  return imagePath.split('/').at(-2) ?? null;
}
