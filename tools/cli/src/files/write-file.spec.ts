import { mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeWholeFile } from './write-file.js';

describe('writeWholeFile', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'contrapposto-write-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('makes the folders on the way and leaves one file', async () => {
    const file = path.join(folder, 'a', 'b', 'picture.png');
    await writeWholeFile(file, 'one');
    await writeWholeFile(file, Buffer.from('two'));
    expect(readFileSync(file, 'utf8')).toBe('two');
    expect(readdirSync(path.dirname(file))).toEqual(['picture.png']);
  });

  it('keeps what was there when the disk is full, and leaves nothing half-written', async () => {
    const file = path.join(folder, 'picture.png');
    writeFileSync(file, 'before');
    symlinkSync('/dev/full', `${file}.${process.pid}.part`);
    await expect(writeWholeFile(file, 'after')).rejects.toMatchObject({
      code: 'OUTPUT_FAILED',
      exitCode: 6,
      message: expect.stringMatching(/got ENOSPC .*\nThe disk is full\. Free some space/),
    });
    expect(readFileSync(file, 'utf8')).toBe('before');
    expect(readdirSync(folder)).toEqual(['picture.png']);
  });

  it('writes to a device without replacing it', async () => {
    await writeWholeFile('/dev/null', 'anything');
    await expect(writeWholeFile('/dev/full', 'anything')).rejects.toThrow('The disk is full.');
  });

  it('says what to do where the target is a folder, or its path leads through a file', async () => {
    mkdirSync(path.join(folder, 'out'));
    writeFileSync(path.join(folder, 'file'), '');
    await expect(writeWholeFile(path.join(folder, 'out'), 'x')).rejects.toThrow('That is a folder.');
    await expect(writeWholeFile(path.join(folder, 'file', 'x.png'), 'x')).rejects.toThrow('is a file, not a folder');
    expect(readdirSync(folder).sort()).toEqual(['file', 'out']);
  });
});
