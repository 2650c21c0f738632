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
 * What a source says of a picture beside its people. Scene: `scene`, Human-Art's `category`, or the folder where it has its pictures. Caption:
 * `caption`, `prompt`, or Human-Art's `description`, which begins with the scene once more. Scenes are words: `oil_painting` is "oil painting".
 */
export function describePicture({ name = '', extra = {} }: Pose): PictureDescription {
  const { scene, category, caption, prompt, description, ...rest } = extra;
  const folder = HUMAN_ART_FOLDER.exec(name)?.[1];
  const found = takeText(scene) ?? takeText(category) ?? folder ?? null;
  const words = found === null ? null : toWords(found).slice(0, MAX_SCENE);
  const said = takeText(caption) ?? takeText(prompt) ?? dropScene(takeText(description), words);
  return { scene: words, caption: said?.slice(0, MAX_CAPTION) ?? null, extra: rest };
}

function takeText(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

function toWords(name: string): string {
  return name.replaceAll('_', ' ').replace(/\s+/g, ' ').trim();
}

/** `digital_art, a girl` in the scene "digital art" is `a girl`. */
function dropScene(description: string | null, scene: string | null): string | null {
  if (description === null || scene === null) return description;
  const comma = description.indexOf(',');
  return comma > 0 && toWords(description.slice(0, comma)).toLowerCase() === scene.toLowerCase()
    ? takeText(description.slice(comma + 1))
    : description;
}
