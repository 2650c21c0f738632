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
 * A picture belongs to the sample whose key it is named after: its path within the folder is the key, or what the key has after some of its folders, where no
 * other key ends so. Endings need not be there, nor agree, and characters that file systems forbid (`:` and the like) may stand as `_` or `-`.
 */
export function matchKeys(keys: readonly string[], files: readonly string[]): MatchedPictures {
  const findKey = indexKeys(keys);
  const pictures = new Map<string, string>();
  const [unknown, doubled]: [string[], string[]] = [[], []];
  for (const file of files) {
    const key = findKey(file);
    if (key === null) unknown.push(file);
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

/** Whole names count more than parts of them, and a name with its ending more than one without. */
function indexKeys(keys: readonly string[]): (file: string) => string | null {
  const tables = [createTable(), createTable(), createTable(), createTable()];
  for (const key of keys) {
    const [name, bare] = listNames(key);
    tables[0]!.add(name, key);
    tables[1]!.add(bare, key);
    for (const part of listEnds(name)) tables[2]!.add(part, key);
    for (const part of listEnds(bare)) tables[3]!.add(part, key);
  }
  return (file) => {
    const [name, bare] = listNames(file);
    return tables.map((table) => table.find(name) ?? table.find(bare)).find((key) => key !== null) ?? null;
  };
}

/** Names, each of one key; a name that two keys have is nobody's. */
function createTable() {
  const keys = new Map<string, string | null>();
  return {
    add: (name: string, key: string) => keys.set(name, keys.has(name) && keys.get(name) !== key ? null : key),
    find: (name: string) => keys.get(name) ?? null,
  };
}

/** With its ending and without. */
function listNames(name: string): [string, string] {
  const plain = name.replaceAll(/[^\p{L}\p{N}./]/gu, '-');
  return [plain, plain.replace(/\.[A-Za-z]{3,4}$/, '')];
}

/** What comes after each of its folders. */
function listEnds(name: string): string[] {
  const parts = name.split('/');
  return parts.slice(1).map((_part, index) => parts.slice(index + 1).join('/'));
}
