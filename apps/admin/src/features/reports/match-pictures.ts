export interface PictureFile {
  readonly name: string;
  /** Path below the folder that was picked, with the folder's own name in front; empty where a file was picked by itself. */
  readonly webkitRelativePath: string;
}

export interface PictureMatch<File extends PictureFile> {
  readonly matched: readonly { readonly key: string; readonly file: File }[];
  /** Keys of samples without a picture. */
  readonly missing: readonly string[];
  /** Files that are no sample's picture, by their path. */
  readonly unknown: readonly string[];
  /** Files of one and the same sample: which one counts, nobody can say. */
  readonly doubled: readonly string[];
}

const PICTURE = /\.(png|jpe?g|webp)$/i;

/** The path without the picked folder. */
function toPath({ name, webkitRelativePath }: PictureFile): string {
  return webkitRelativePath.includes('/') ? webkitRelativePath.slice(webkitRelativePath.indexOf('/') + 1) : name;
}

/** A file may bear the sample's key, with or without an extension, and `_` for what file systems do not allow. */
export function toFileStem(key: string): string {
  return key
    .replace(PICTURE, '')
    .replaceAll(/[<>:"|?*\\]/g, '_')
    .normalize('NFC');
}

/** Whether a file of a picked folder is a picture at all: notes and thumbnails' databases are not. */
export function isPicture({ name }: PictureFile): boolean {
  return PICTURE.test(name) && !name.startsWith('.');
}

/** A path and its ends, folder by folder: `a/b/c.png`, `b/c.png`, `c.png`. */
function* listEnds(path: string): Generator<string> {
  const parts = path.split('/');
  for (const from of parts.keys()) yield parts.slice(from).join('/');
}

/** Which file is which sample's picture: by its path below the picked folder, else by the longest end of it that is a key. */
export function matchPictures<File extends PictureFile>(
  keys: readonly string[],
  files: readonly File[],
): PictureMatch<File> {
  const byStem = new Map(keys.map((key) => [toFileStem(key), key]));
  const found = new Map<string, File>();
  const [unknown, doubled]: [string[], string[]] = [[], []];
  for (const file of files.filter(isPicture)) {
    const path = toPath(file);
    const [key] = [...listEnds(path)].flatMap((end) => byStem.get(toFileStem(end)) ?? []);
    if (key === undefined) unknown.push(path);
    else if (found.has(key)) doubled.push(path);
    else found.set(key, file);
  }
  return {
    matched: [...found].map(([key, file]) => ({ key, file })),
    missing: keys.filter((key) => !found.has(key)),
    unknown,
    doubled,
  };
}
