import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createTemporaryFolder } from '@contrapposto/platform/testing';
import sharp from 'sharp';
import { checkPictures } from './check-pictures.js';
import { listPictures } from './list-pictures.js';
import { mapLimited } from './map-limited.js';
import { matchKeys } from './match-keys.js';
import { readPictureNames } from './read-picture-names.js';
import { STARTER_POSES } from '../testing/run-program.js';

const SIGNAL = new AbortController().signal;

describe('pictures and the samples they are of', () => {
  it('belong together by path, with or without an ending on either side', () => {
    const { matched, missing, unknown, doubled } = matchKeys(
      ['dance/1.jpg', 'dance/2.jpg', '0a-0b:mural', 'plain'],
      ['dance/1.png', 'dance/2.jpg', '0a-0b_mural.webp', 'elsewhere/plain.png'],
    );
    expect(matched).toEqual([
      { key: 'dance/1.jpg', file: 'dance/1.png' },
      { key: 'dance/2.jpg', file: 'dance/2.jpg' },
      { key: '0a-0b:mural', file: '0a-0b_mural.webp' },
    ]);
    expect({ missing, unknown, doubled }).toEqual({
      missing: ['plain'],
      unknown: ['elsewhere/plain.png'],
      doubled: [],
    });
  });

  it('belong together by the end of a path, where only one key ends so', () => {
    const keys = ['HumanArt/images/cartoon/1.jpg', 'HumanArt/images/dance/1.jpg', 'HumanArt/images/dance/2.jpg'];
    const { matched, unknown } = matchKeys(keys, ['1.png', '2.png', 'cartoon/1.png']);
    expect(matched.map(({ key, file }) => [key.slice(16), file])).toEqual([
      ['cartoon/1.jpg', 'cartoon/1.png'],
      ['dance/2.jpg', '2.png'],
    ]);
    expect(unknown).toEqual(['1.png']);
  });

  it('belong to one picture each', () => {
    expect(matchKeys(['a', 'b.png'], ['a.jpg', 'a.png', 'b.png.webp'])).toEqual({
      matched: [
        { key: 'a', file: 'a.jpg' },
        { key: 'b.png', file: 'b.png.webp' },
      ],
      missing: [],
      unknown: [],
      doubled: ['a.png'],
    });
  });
});

describe('a folder of pictures', () => {
  const folder = createTemporaryFolder();
  const at = (name: string) => path.join(folder.path, name);
  beforeAll(async () => {
    mkdirSync(at('dance'));
    await sharp({ create: { width: 8, height: 4, channels: 3, background: 'red' } }).toFile(at('dance/1.png'));
    await sharp({ create: { width: 9000, height: 9000, channels: 3, background: 'red' } }).toFile(at('huge.png'));
    writeFileSync(at('text.png'), 'no picture');
    writeFileSync(at('notes.txt'), '');
    writeFileSync(at('.hidden.png'), '');
  });
  afterAll(() => {
    folder.remove();
  });

  it('is listed with the folders in it', async () => {
    expect(await listPictures(folder.path)).toEqual({
      pictures: ['dance/1.png', 'huge.png', 'text.png'],
      others: ['notes.txt'],
    });
    await expect(listPictures(at('nowhere'))).rejects.toMatchObject({ code: 'INPUT_UNREADABLE' });
  });

  it('is refused with every picture that will not do', async () => {
    expect(await checkPictures(folder.path, ['dance/1.png'], SIGNAL)).toBeGreaterThan(50);
    const refused = checkPictures(folder.path, ['dance/1.png', 'huge.png', 'text.png'], SIGNAL);
    await expect(refused).rejects.toThrow(/huge\.png: 9000 x 9000 pixels\ntext\.png: no picture/);
  });
});

describe('work on a list', () => {
  it('has so many under way, and ends with the first error', async () => {
    let [running, most] = [0, 0];
    const work = async (item: number) => {
      most = Math.max(most, ++running);
      await new Promise(setImmediate);
      running -= 1;
      return item * 2;
    };
    expect(await mapLimited([1, 2, 3, 4, 5], 2, work)).toEqual([2, 4, 6, 8, 10]);
    expect(most).toBe(2);
    const seen: number[] = [];
    const failing = mapLimited([1, 2, 3], 1, (item) => {
      seen.push(item);
      return item === 2 ? Promise.reject(new Error('two')) : Promise.resolve(item);
    });
    await expect(failing).rejects.toThrow('two');
    expect(seen).toEqual([1, 2]);
  });
});

describe('annotations', () => {
  it('name the pictures that have somebody in them', async () => {
    const names = await readPictureNames(STARTER_POSES);
    expect(names).toContain('tango');
    expect(names).toHaveLength(20);
    await expect(readPictureNames('nowhere.json')).rejects.toMatchObject({ code: 'INPUT_UNREADABLE' });
  });
});
