import sharp from 'sharp';
import { decodePicture } from './decode-picture.js';

const RED = [255, 0, 0];
const WHITE = [255, 255, 255];

describe('a picture that was made elsewhere', () => {
  it('is seen on white where it lets through, in colour where it is grey', async () => {
    const sheer = sharp(Buffer.from([...RED, 255, 0, 0, 255, 0]), { raw: { width: 2, height: 1, channels: 4 } });
    expect(await decodePicture(await sheer.png().toBuffer())).toMatchObject({
      width: 2,
      height: 1,
      data: Buffer.from([...RED, ...WHITE]),
    });
    const grey = sharp(Buffer.from([7, 200]), { raw: { width: 2, height: 1, channels: 1 } });
    const { data } = await decodePicture(await grey.png().toBuffer());
    expect([...data]).toEqual([7, 7, 7, 200, 200, 200]);
  });

  it('stands as its camera was held', async () => {
    const lying = sharp(Buffer.from([...WHITE, ...RED]), { raw: { width: 2, height: 1, channels: 3 } });
    const turned = await lying.withMetadata({ orientation: 6 }).tiff({ compression: 'lzw' }).toBuffer();
    expect(await decodePicture(turned)).toMatchObject({ width: 1, height: 2, data: Buffer.from([...WHITE, ...RED]) });
  });

  it('is refused where it is none', async () => {
    await expect(decodePicture(Buffer.from('words'))).rejects.toThrow();
  });
});
