import { PngFormatError, formatPng, parsePng } from './chunks.js';

/**
 * Puts an `iTXt` chunk (UTF-8, not compressed, no language) before the picture's data.
 * The same file and text give the same bytes.
 *
 * @param keyword 1 to 79 Latin-1 characters
 */
export function insertPngText(png: Buffer, keyword: string, text: string): Buffer {
  const [header, ...rest] = parsePng(png);
  if (header?.type !== 'IHDR') throw new PngFormatError(`expected IHDR as the first chunk, got ${header?.type}`);
  const data = Buffer.concat([Buffer.from(`${keyword}\0\0\0\0\0`, 'latin1'), Buffer.from(text, 'utf8')]);
  return formatPng([header, { type: 'iTXt', data }, ...rest]);
}

/** The text of the first uncompressed `iTXt` or `tEXt` chunk with that keyword, or null. */
export function findPngText(png: Buffer, keyword: string): string | null {
  for (const { type, data } of parsePng(png)) {
    if (type !== 'iTXt' && type !== 'tEXt') continue;
    const end = data.indexOf(0);
    if (end < 0 || data.toString('latin1', 0, end) !== keyword) continue;
    return type === 'tEXt' ? data.toString('latin1', end + 1) : readInternationalText(data, end + 1);
  }
  return null;
}

/** iTXt after its keyword: compression flag, compression method, language, 0, translated keyword, 0, text. */
function readInternationalText(data: Buffer, start: number): string {
  if (data[start] !== 0) throw new PngFormatError('expected an uncompressed iTXt chunk, got a compressed one');
  const languageEnd = data.indexOf(0, start + 2);
  const keywordEnd = languageEnd < 0 ? -1 : data.indexOf(0, languageEnd + 1);
  if (keywordEnd < 0) throw new PngFormatError('expected language and keyword in the iTXt chunk, got a broken one');
  return data.toString('utf8', keywordEnd + 1);
}
