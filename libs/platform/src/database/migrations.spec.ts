import { createHash } from 'node:crypto';
import { useTestDatabase } from '../testing/test-database.js';
import { applyMigrations, readMigrations, type Migration } from './migrations.js';
import { prepareDatabase } from './prepare-database.js';

const migration = (name: string, script: string): Migration => ({
  name,
  script,
  checksum: createHash('sha256').update(script).digest('hex'),
});

describe('migrations', () => {
  const database = useTestDatabase({ empty: true });
  const apply = (migrations: readonly Migration[]) => applyMigrations(database.current.url, migrations);
  const first = migration('1_first', 'create table first (n int); insert into first values (1);');
  const second = migration('2_second', 'create table second (n int);');

  it('are applied in order, once, however many programs start together', async () => {
    const applied = await Promise.all([apply([first, second]), apply([first, second]), apply([first, second])]);
    expect(applied.flat().sort()).toEqual(['1_first', '2_second']);
    expect(await apply([first, second])).toEqual([]);
    expect((await database.current.query('select n from first')).rows).toEqual([{ n: 1 }]);
  });

  it('are noted as Prisma notes them', async () => {
    const { rows } = await database.current.query(
      'select migration_name, checksum, applied_steps_count, finished_at >= started_at as finished from _prisma_migrations order by 1',
    );
    const noted = { applied_steps_count: 1, finished: true };
    expect(rows).toEqual([
      { migration_name: '1_first', checksum: first.checksum, ...noted },
      { migration_name: '2_second', checksum: second.checksum, ...noted },
    ]);
  });

  it('leave nothing of one that fails', async () => {
    const broken = migration('3_broken', 'create table third (n int); select 1 / 0;');
    await expect(apply([first, second, broken])).rejects.toMatchObject({
      code: 'MIGRATION_FAILED',
      message: expect.stringMatching(/division by zero.*3_broken/),
    });
    expect((await database.current.query(`select to_regclass('third') as t`)).rows).toEqual([{ t: null }]);
    expect(await apply([first, second, migration('3_broken', 'create table third (n int)')])).toEqual(['3_broken']);
  });

  it('refuse a script that changed after it was applied', async () => {
    await expect(apply([first, migration('2_second', 'create table other (n int)')])).rejects.toMatchObject({
      code: 'DATABASE_TOO_NEW',
    });
    const changed = [first, migration('2_second', '-- edited'), migration('3_broken', 'create table third (n int)')];
    await expect(apply(changed)).rejects.toMatchObject({ code: 'MIGRATION_CHANGED' });
  });

  it('refuse a database that a newer build has used', async () => {
    await expect(apply([first])).rejects.toMatchObject({
      code: 'DATABASE_TOO_NEW',
      message: expect.stringContaining('2_second, 3_broken'),
    });
  });
});

describe('the migrations of this repository', () => {
  const database = useTestDatabase({ empty: true });

  it('bring an empty database up to date, the queue included, and find nothing to do the second time', async () => {
    const names = readMigrations().map(({ name }) => name);
    expect(names.length).toBeGreaterThan(0);
    expect(await prepareDatabase(database.current.url)).toEqual(names);
    expect(await prepareDatabase(database.current.url)).toEqual([]);
    const { rows } = await database.current.query(
      `select to_regclass('generations')::text as ours, to_regclass('graphile_worker.jobs')::text as queue`,
    );
    expect(rows).toEqual([{ ours: 'generations', queue: 'graphile_worker.jobs' }]);
  });
});
