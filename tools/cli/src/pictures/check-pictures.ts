import { stat } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { CliError } from '../errors.js';
import { mapLimited } from './map-limited.js';

/** What a picture may be before it goes anywhere. */
export const PICTURE_LIMITS = Object.freeze({ bytes: 64 * 2 ** 20, pixels: 64 * 2 ** 20 });

const FORMATS: readonly (string | undefined)[] = ['png', 'jpeg', 'webp'];
/** Faults that a message names; more are counted. */
const TOLD = 20;
const AT_ONCE = 8;

/**
 * Looks at the head of every picture: format, size, pixels.
 *
 * @returns bytes in all
 * @throws CliError INPUT_UNREADABLE naming those that will not do
 */
export async function checkPictures(folder: string, files: readonly string[], signal: AbortSignal): Promise<number> {
  const checked = await mapLimited(files, AT_ONCE, async (file) => {
    signal.throwIfAborted();
    return checkPicture(path.join(folder, file));
  });
  const faults = checked.flatMap(({ fault }, index) => (fault === null ? [] : [`${files[index]!}: ${fault}`]));
  if (faults.length === 0) return checked.reduce((sum, { bytes }) => sum + bytes, 0);
  throw new CliError(
    'INPUT_UNREADABLE',
    `Expected PNG, JPEG or WebP of at most ${formatMebibytes(PICTURE_LIMITS.bytes)} and ${formatMebibytes(PICTURE_LIMITS.pixels, 'Mpx')}, got others:\n${nameSome(faults)}`,
  );
}

async function checkPicture(file: string): Promise<{ readonly bytes: number; readonly fault: string | null }> {
  const { size: bytes } = await stat(file);
  if (bytes > PICTURE_LIMITS.bytes) return { bytes, fault: formatMebibytes(bytes) };
  try {
    const { format, width, height } = await sharp(file, { limitInputPixels: false }).metadata();
    if (!FORMATS.includes(format)) return { bytes, fault: `of format ${format}` };
    return { bytes, fault: width * height > PICTURE_LIMITS.pixels ? `${width} x ${height} pixels` : null };
  } catch (error) {
    return { bytes, fault: `no picture (${error instanceof Error ? error.message.split('\n')[0]! : String(error)})` };
  }
}

/** `a, b, and 3 more`, each on a line of its own. */
export function nameSome(names: readonly string[]): string {
  const rest = names.length - TOLD;
  return [...names.slice(0, TOLD), ...(rest > 0 ? [`and ${rest} more`] : [])].join('\n');
}

export function formatMebibytes(count: number, unit = 'MiB'): string {
  return `${(count / 2 ** 20).toFixed(count < 10 * 2 ** 20 ? 1 : 0)} ${unit}`;
}
