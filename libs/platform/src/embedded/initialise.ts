import { execFile } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { messageOf, PlatformError } from '../errors.js';
import type { ServerAccount } from './account.js';
import type { ServerFolder } from './server-folder.js';

/** The data format of the binaries: it changes with Postgres' major version, and only then. */
const DATA_VERSION = '18';

/** The server's superuser. */
export const ADMIN = 'contrapposto';

/**
 * Makes the data folder, once. The work is done beside it and renamed in one step: a program that is killed here begins anew.
 *
 * Text sorts by Postgres' own C.UTF-8, so that an index means the same on every machine, and messages are English.
 */
export async function initialise(
  folder: ServerFolder,
  initdb: string,
  account: ServerAccount | null,
  flags: readonly string[],
): Promise<void> {
  if (existsSync(join(folder.data, 'PG_VERSION'))) {
    assertVersion(folder.data);
    return;
  }
  const partial = `${folder.data}.partial`;
  const passwordFile = `${partial}.password`;
  rmSync(partial, { recursive: true, force: true });
  try {
    giveTo(account, partial, () => mkdirSync(partial, { mode: 0o700 }));
    giveTo(account, passwordFile, () => writeFileSync(passwordFile, folder.readPassword(), { mode: 0o600 }));
    await runInitdb(initdb, partial, passwordFile, account, flags);
    renameSync(partial, folder.data);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

async function runInitdb(
  initdb: string,
  data: string,
  passwordFile: string,
  account: ServerAccount | null,
  flags: readonly string[],
): Promise<void> {
  const text = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = [`--username=${ADMIN}`, '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  try {
    await promisify(execFile)(initdb, [`--pgdata=${data}`, ...text, ...access, ...flags], { cwd: '/', ...account });
  } catch (cause) {
    throw new PlatformError(
      'SERVER_UNAVAILABLE',
      {
        expected: 'initdb to make a data folder',
        got: messageOf(cause).trim(),
        where: data,
        advice: 'Make room or give access there, or set DATABASE_URL to a Postgres of your own.',
      },
      { cause },
    );
  }
}

function assertVersion(data: string): void {
  const found = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
  if (found === DATA_VERSION) return;
  throw new PlatformError('SERVER_UNAVAILABLE', {
    expected: `data of Postgres ${DATA_VERSION}`,
    got: `data of Postgres ${found}`,
    where: data,
    advice: 'Dump it with the Postgres that wrote it and restore it here, or choose another data folder.',
  });
}

function giveTo(account: ServerAccount | null, file: string, make: () => void): void {
  make();
  if (account === null) return;
  chownSync(file, account.uid, account.gid);
}
