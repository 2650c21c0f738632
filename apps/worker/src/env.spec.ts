import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EnvironmentError, readEnvironment } from './env.js';

const DATABASE_URL = 'postgresql://u:p@localhost/c';

describe('the environment', () => {
  it('says what a worker does', () => {
    const config = readEnvironment({
      DATABASE_URL,
      CONTRAPPOSTO_MODELS: ['a', 'b/c'].join(path.delimiter),
      CONTRAPPOSTO_PLUGINS: './mine.mjs, ',
      WORKER_CONCURRENCY: '3',
      WORKER_NAME: 'east',
    });
    expect(config).toMatchObject({
      databaseUrl: DATABASE_URL,
      modelFolders: ['a', 'b/c'],
      plugins: ['./mine.mjs'],
      concurrency: 3,
      worker: 'east',
      logLevel: 'info',
    });
  });

  it('need say no more than where the database is', () => {
    const { storage, modelFolders, concurrency, worker } = readEnvironment({ DATABASE_URL });
    expect(storage.endsWith(path.join('data', 'files'))).toBe(true);
    expect(modelFolders).toEqual([expect.stringMatching(/models$/)]);
    expect(concurrency).toBe(1);
    expect(worker).toContain(String(process.pid));
  });

  describe('with a file of extractors', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'contrapposto-extractors-'));
    const file = path.join(folder, 'extractors.json');
    afterAll(() => rmSync(folder, { recursive: true }));
    const readWith = (content: unknown) => {
      writeFileSync(file, JSON.stringify(content));
      return readEnvironment({ DATABASE_URL, CONTRAPPOSTO_EXTRACTORS: file }).extractors;
    };

    it('finds their folders beside it', () => {
      const content = { 'image-features': 'inception', 'pose-estimator': { folder: 'vitpose', detector: '/srv/rtmo' } };
      expect(readWith(content)).toEqual({
        'image-features': { folder: path.join(folder, 'inception') },
        'pose-estimator': { folder: path.join(folder, 'vitpose'), detector: '/srv/rtmo' },
      });
      expect(readEnvironment({ DATABASE_URL }).extractors).toBeUndefined();
    });

    it('refuses what nobody knows, and a file that is not there', () => {
      expect(() => readWith({ 'image-feature': 'inception' })).toThrow(/CONTRAPPOSTO_EXTRACTORS.*extractors\.md/s);
      const CONTRAPPOSTO_EXTRACTORS = path.join(folder, 'missing.json');
      expect(() => readEnvironment({ DATABASE_URL, CONTRAPPOSTO_EXTRACTORS })).toThrow(EnvironmentError);
    });
  });

  it.each([
    [{}, 'DATABASE_URL', 'npm start'],
    [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL', 'Postgres'],
    [{ DATABASE_URL, WORKER_CONCURRENCY: '0' }, 'WORKER_CONCURRENCY', '0'],
    [{ DATABASE_URL, LOG_LEVEL: 'loud' }, 'LOG_LEVEL', 'loud'],
  ])('is refused as %j', (variables, name, hint) => {
    expect(() => readEnvironment(variables)).toThrow(EnvironmentError);
    expect(() => readEnvironment(variables)).toThrow(name);
    expect(() => readEnvironment(variables)).toThrow(hint);
  });
});
