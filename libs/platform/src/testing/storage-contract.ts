import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Storage } from '../storage/storage.js';

export interface StorageUnderTest {
  readonly storage: Storage;
  /** Puts other bytes in a file's place, as a failing disk or somebody might. */
  tamper(sha256: string, bytes: Buffer): Promise<void>;
  /** Names of what writing has left behind on this machine. */
  leftovers(): string[];
}

/** What every storage has to do. `open` is called when the specs run. */
export function describeStorage(name: string, open: () => StorageUnderTest): void {
  describe(name, () => {
    const bytes = randomBytes(200_000);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const storage = () => open().storage;

    it('gives back what it took, by its hash, from memory or from a stream', async () => {
      expect(await storage().stat(sha256)).toBeNull();
      expect(await storage().write(bytes)).toEqual({ sha256, byteSize: 200_000 });
      expect(await storage().write(Readable.from([bytes.subarray(0, 7), bytes.subarray(7)]))).toEqual({
        sha256,
        byteSize: 200_000,
      });
      expect((await storage().read(sha256)).equals(bytes)).toBe(true);
      expect(await storage().stat(sha256)).toBe(200_000);
      expect(open().leftovers()).toEqual([]);
    });

    it('takes a large file', async () => {
      const large = randomBytes(11_000_000);
      const stored = await storage().write(Readable.from([large.subarray(0, 6_000_001), large.subarray(6_000_001)]));
      expect((await storage().read(stored.sha256)).equals(large)).toBe(true);
    });

    it('takes the same bytes many times at once', async () => {
      const other = randomBytes(50_000);
      const written = await Promise.all(Array.from({ length: 8 }, () => storage().write(other)));
      expect(new Set(written.map((stored) => stored.sha256)).size).toBe(1);
      expect((await storage().read(written[0]!.sha256)).equals(other)).toBe(true);
    });

    it.each([
      ['the first bytes', { start: 0, end: 9 }, 0, 10],
      ['the middle', { start: 100_000, end: 100_000 }, 100_000, 100_001],
      ['the rest', { start: 199_990 }, 199_990, 200_000],
      ['more than there is', { start: 5, end: 9_999_999 }, 5, 200_000],
      ['everything', undefined, 0, 200_000],
    ])('opens %s', async (_name, range, from, to) => {
      const { content, ...opened } = await storage().open(sha256, range);
      expect(opened).toEqual({ byteSize: 200_000, start: from, end: to - 1 });
      expect((await buffer(content)).equals(bytes.subarray(from, to))).toBe(true);
    });

    it.each([{ start: 200_000 }, { start: 10, end: 9 }, { start: -1 }, { start: 0.5 }])(
      'refuses the range %j',
      async (range) => {
        await expect(storage().open(sha256, range)).rejects.toMatchObject({ code: 'RANGE_NOT_SATISFIABLE' });
      },
    );

    it('keeps an empty file', async () => {
      const stored = await storage().write(new Uint8Array());
      const { content, ...opened } = await storage().open(stored.sha256);
      expect(opened).toEqual({ byteSize: 0, start: 0, end: -1 });
      expect((await buffer(content)).length).toBe(0);
    });

    it('keeps nothing of a stream that breaks', async () => {
      const broken = Readable.from(
        (function* () {
          yield Buffer.from('half');
          throw new Error('the line is dead');
        })(),
      );
      await expect(storage().write(broken)).rejects.toThrow('the line is dead');
      expect(open().leftovers()).toEqual([]);
      expect(await storage().stat(createHash('sha256').update('half').digest('hex'))).toBeNull();
    });

    it('notices bytes that were changed, and heals a file that was cut short when it is written again', async () => {
      const { sha256: hash } = await storage().write(Buffer.from('precious'));
      await open().tamper(hash, Buffer.from('vicious!'));
      await expect(storage().read(hash)).rejects.toMatchObject({ code: 'FILE_CORRUPT' });
      await open().tamper(hash, Buffer.from('prec'));
      await storage().write(Buffer.from('precious'));
      expect((await storage().read(hash)).toString()).toBe('precious');
    });

    it.each(['../../etc/passwd', 'ABC', '', 'f'.repeat(63)])('knows no file %j', async (path) => {
      await expect(storage().read(path)).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
      await expect(storage().open(path)).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
      await expect(storage().stat(path)).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
    });

    it('knows no file that was never written', async () => {
      await expect(storage().read('0'.repeat(64))).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
      await expect(storage().open('0'.repeat(64))).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
      expect(await storage().stat('0'.repeat(64))).toBeNull();
    });
  });
}
