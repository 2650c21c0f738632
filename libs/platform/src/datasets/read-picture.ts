import type { Pose } from '@contrapposto/pose';

export interface PictureDescription {
  readonly scene: string | null;
  readonly caption: string | null;
  /** What else the source says of the picture. */
  readonly extra: Readonly<Record<string, unknown>>;
}

const MAX_KEY = 500;
const MAX_SCENE = 200;
const MAX_CAPTION = 10_000;

/** `HumanArt/images/<group>/<scene>/<file>` */
const HUMAN_ART_FOLDER = /(?:^|\/)HumanArt\/images\/[^/]+\/([^/]+)\//;

/** A picture's name as it goes into a key: with its folders, and without a way out of them. */
export function toKey(fileName: string): string {
  const parts = fileName.split(/[\\/]+/).filter((part) => part !== '' && part !== '.' && part !== '..');
  return parts.join('/').slice(-MAX_KEY);
}

/**
 * What a source says of a picture beside its people. Scene: `scene`, or the folder where Human-Art has its pictures, or its `category`, which are
 * the same but for the spaces: "oil painting" is `oil_painting`, as models know it. Caption: `caption`, `prompt`, or Human-Art's `description`.
 */
export function describePicture({ name = '', extra = {} }: Pose): PictureDescription {
  const { scene, category, caption, prompt, description, ...rest } = extra;
  const folder = HUMAN_ART_FOLDER.exec(name)?.[1] ?? takeText(category)?.replace(/\s+/g, '_');
  const place = takeText(scene) ?? folder ?? null;
  const said = takeText(caption) ?? takeText(prompt) ?? takeText(description);
  return { scene: place?.slice(0, MAX_SCENE) ?? null, caption: said?.slice(0, MAX_CAPTION) ?? null, extra: rest };
}

function takeText(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}
