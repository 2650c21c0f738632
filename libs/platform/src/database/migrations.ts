import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { messageOf, PlatformError } from '../errors.js';

/** prisma/migrations of this repository. */
const FOLDER = fileURLToPath(new URL('../../../../prisma/migrations', import.meta.url));

/** The lock that Prisma's own tools take, so that they and we wait for each other. */
const ADVISORY_LOCK = 72707369;
const OLDEST_SERVER = 150000;

/** The table as Prisma makes it: `prisma migrate status` reads what we write, and we what it writes. */
const CREATE_BOOK = `
  create table if not exists _prisma_migrations (
    id                  varchar(36) primary key not null,
    checksum            varchar(64) not null,
    finished_at         timestamptz,
    migration_name      varchar(255) not null,
    logs                text,
    rolled_back_at      timestamptz,
    started_at          timestamptz not null default now(),
    applied_steps_count integer not null default 0
  )`;

export interface Migration {
  readonly name: string;
  readonly script: string;
  /** SHA-256 of the script, hexadecimal. */
  readonly checksum: string;
}

/** The migrations in a folder laid out as Prisma does: `<name>/migration.sql`, in the order of their names. */
export function readMigrations(folder: string = FOLDER): Migration[] {
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'migration.sql')))
    .sort()
    .map((name) => {
      const script = readFileSync(join(folder, name, 'migration.sql'), 'utf8');
      return { name, script, checksum: createHash('sha256').update(script).digest('hex') };
    });
}

/**
 * Brings a database up to date: what is missing is applied in order, each migration in one transaction together with its entry in
 * the book. Programs that start at once wait for each other, and all but the first find nothing to do.
 *
 * @returns the names of the migrations that were applied
 * @throws PlatformError DATABASE_TOO_OLD, DATABASE_TOO_NEW, MIGRATION_CHANGED, MIGRATION_FAILED; nothing of the failing one remains
 */
export async function applyMigrations(
  url: string,
  migrations: readonly Migration[] = readMigrations(),
): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'contrapposto migrations' });
  await client.connect();
  try {
    await assertServerVersion(client);
    await client.query('select pg_advisory_lock($1)', [ADVISORY_LOCK]);
    await client.query(CREATE_BOOK);
    const missing = findMissing(migrations, await readBook(client));
    for (const migration of missing) await apply(client, migration);
    return missing.map(({ name }) => name);
  } finally {
    // The session's end frees the lock, too.
    await client.end();
  }
}

async function assertServerVersion(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ number: number; name: string }>(
    `select current_setting('server_version_num')::int as number, current_setting('server_version') as name`,
  );
  if (rows[0]!.number >= OLDEST_SERVER) return;
  throw new PlatformError('DATABASE_TOO_OLD', {
    expected: 'Postgres 15 or newer',
    got: `Postgres ${rows[0]!.name}`,
    where: 'DATABASE_URL',
    advice: 'Upgrade the server, or leave DATABASE_URL unset to use the embedded one.',
  });
}

/** Checksums of what was applied, by name. */
async function readBook(client: pg.Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ name: string; checksum: string }>(
    `select migration_name as name, checksum from _prisma_migrations
     where finished_at is not null and rolled_back_at is null order by migration_name`,
  );
  return new Map(rows.map(({ name, checksum }) => [name, checksum]));
}

function findMissing(migrations: readonly Migration[], book: ReadonlyMap<string, string>): Migration[] {
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = [...book.keys()].filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new PlatformError('DATABASE_TOO_NEW', {
      expected: `a database with ${known.size} migrations at most`,
      got: `one with ${unknown.join(', ')} as well`,
      where: '_prisma_migrations',
      advice: 'A newer version has used this database: run that one, or restore a backup.',
    });
  }
  for (const { name, checksum } of migrations) assertUnchanged(name, checksum, book.get(name));
  return migrations.filter(({ name }) => !book.has(name));
}

function assertUnchanged(name: string, checksum: string, applied: string | undefined): void {
  if (applied === undefined || applied === checksum) return;
  throw new PlatformError('MIGRATION_CHANGED', {
    expected: `the script that was applied, SHA-256 ${applied}`,
    got: checksum,
    where: `migration ${name}`,
    advice: 'Restore the file; a change of the schema is a new migration.',
  });
}

async function apply(client: pg.Client, { name, script, checksum }: Migration): Promise<void> {
  try {
    await client.query('begin');
    await client.query(script);
    await client.query(
      `insert into _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       values ($1, $2, $3, clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query('commit');
  } catch (cause) {
    await client.query('rollback');
    throw new PlatformError(
      'MIGRATION_FAILED',
      { expected: 'the migration to apply', got: messageOf(cause), where: `migration ${name}` },
      { cause },
    );
  }
}
