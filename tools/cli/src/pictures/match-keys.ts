/** Which picture of a folder belongs to which sample. */
export interface MatchedPictures {
  /** In the order of the keys. */
  readonly matched: readonly MatchedPicture[];
  /** Keys without a picture. */
  readonly missing: readonly string[];
  /** Pictures of no sample. */
  readonly unknown: readonly string[];
  /** Pictures that claim a sample which has one already. */
  readonly doubled: readonly string[];
}

export interface MatchedPicture {
  readonly key: string;
  /** Its path within the folder. */
  readonly file: string;
}

/**
 * A picture belongs to the sample whose key it is named after: its path within the folder, with or without its ending, as the key has it with or without
 * one. Characters that file systems forbid (`:` and the like) may stand as `_` or `-` in the name.
 */
export function matchKeys(keys: readonly string[], files: readonly string[]): MatchedPictures {
  const byName = new Map<string, string>();
  for (const key of keys) for (const name of listNames(key)) if (!byName.has(name)) byName.set(name, key);
  const pictures = new Map<string, string>();
  const [unknown, doubled]: [string[], string[]] = [[], []];
  for (const file of files) {
    const key = findKey(byName, file);
    if (key === undefined) unknown.push(file);
    else if (pictures.has(key)) doubled.push(file);
    else pictures.set(key, file);
  }
  return {
    matched: keys.flatMap((key) => (pictures.has(key) ? [{ key, file: pictures.get(key)! }] : [])),
    missing: keys.filter((key) => !pictures.has(key)),
    unknown,
    doubled,
  };
}

/** The exact name counts more than one without its ending: `a.png.jpg` is of the key `a.png`, where there is one. */
function findKey(byName: ReadonlyMap<string, string>, file: string): string | undefined {
  return listNames(file)
    .map((name) => byName.get(name))
    .find((key) => key !== undefined);
}

function listNames(name: string): string[] {
  const plain = name.replaceAll(/[^\p{L}\p{N}._/]/gu, '-').replaceAll('_', '-');
  return [plain, plain.replace(/\.[A-Za-z]{3,4}$/, '')];
}
