import sharp from 'sharp';
import { PngFormatError, parsePng } from './chunks.js';
import { findPngText, insertPngText } from './text.js';

async function createPng(): Promise<Buffer> {
  const data = Buffer.from(Array.from({ length: 5 * 4 * 3 }, (_, index) => index * 4));
  return sharp(data, { raw: { width: 5, height: 4, channels: 3 } })
    .png()
    .toBuffer();
}

describe('text in a PNG', () => {
  it('comes back as it went in, whatever its script', async () => {
    const text = '{"prompt":"水墨画, ein Mädchen \\"tanzt\\" 💃"}';
    expect(findPngText(insertPngText(await createPng(), 'contrapposto.recipe', text), 'contrapposto.recipe')).toBe(
      text,
    );
  });

  it('leaves the pixels alone, and the file readable by others', async () => {
    const png = await createPng();
    const marked = insertPngText(png, 'contrapposto.recipe', 'x'.repeat(100_000));
    expect(await sharp(marked).raw().toBuffer()).toEqual(await sharp(png).raw().toBuffer());
    expect((await sharp(marked).metadata()).comments).toEqual([
      { keyword: 'contrapposto.recipe', text: 'x'.repeat(100_000) },
    ]);
  });

  it('is deterministic, and stands between header and data', async () => {
    const png = await createPng();
    expect(insertPngText(png, 'a', 'b')).toEqual(insertPngText(png, 'a', 'b'));
    expect(
      parsePng(insertPngText(png, 'a', 'b'))
        .map((chunk) => chunk.type)
        .slice(0, 2),
    ).toEqual(['IHDR', 'iTXt']);
  });

  it('is null where no chunk has the keyword', async () => {
    expect(findPngText(await createPng(), 'contrapposto.recipe')).toBeNull();
  });

  it.each([
    ['another kind of file', (): Buffer => Buffer.from('GIF89a, not a PNG'), 'signature'],
    ['an empty file', (): Buffer => Buffer.alloc(0), 'signature'],
    ['a truncated file', (png: Buffer): Buffer => png.subarray(0, png.length - 20), 'ends at byte'],
    ['a file cut between chunks', (png: Buffer): Buffer => png.subarray(0, png.length - 12), 'IEND'],
    ['a flipped bit', (png: Buffer): Buffer => Buffer.from(png).fill(1, 20, 21), 'CRC'],
  ])('refuses %s', async (_, damage, message) => {
    const png = damage(await createPng());
    expect(() => findPngText(png, 'a')).toThrow(PngFormatError);
    expect(() => findPngText(png, 'a')).toThrow(message);
  });
});
