/** Values of options, from the words on the command line. Each parser names what it expected and what it got. */
import { InvalidArgumentError } from 'commander';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** torch seeds its CPU generator with 32 bits, and so do we. */
export const MAX_SEED = 2 ** 32 - 1;

/** `512x768` -> width 512, height 768; `512` is a square. */
export function parseSize(text: string): Size {
  const match = /^(\d{1,5})(?:x(\d{1,5}))?$/i.exec(text);
  const width = Number(match?.[1] ?? 0);
  const height = Number(match?.[2] ?? width);
  if (width === 0 || height === 0) fail('WIDTHxHEIGHT in pixels, e.g. 128x128', text);
  return { width, height };
}

/** A parser of whole numbers from `min` to `max`. */
export function integerBetween(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : NaN;
    if (!(value >= min && value <= max)) fail(`a whole number from ${min} to ${max}`, text);
    return value;
  };
}

/** A parser of numbers from `min` to `max`. */
export function numberBetween(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = text.trim() === '' ? NaN : Number(text);
    if (!(value >= min && value <= max)) fail(`a number from ${min} to ${max}`, text);
    return value;
  };
}

export interface PoseReference {
  readonly file: string;
  /** null: the file's only pose. */
  readonly id: string | null;
}

/** `poses.json#42` -> the pose with id 42 in that file. The last `#` counts. */
export function parsePoseReference(text: string): PoseReference {
  const hash = text.lastIndexOf('#');
  const [file, id] = hash < 0 ? [text, null] : [text.slice(0, hash), text.slice(hash + 1)];
  if (file === '' || id === '') fail('FILE or FILE#id', text);
  return { file, id };
}

/** `a,b` -> a and b. */
export function parseWords(text: string): string[] {
  const words = text
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean);
  if (words.length === 0) fail('words, separated by commas', text);
  return words;
}

function fail(expected: string, got: string): never {
  throw new InvalidArgumentError(`Expected ${expected}, got "${got}".`);
}
