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
