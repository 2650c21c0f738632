import { execFileSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import { messageOf, PlatformError } from '../errors.js';

/** The account that the server runs under, where it is not the program's own. */
export interface ServerAccount {
  readonly uid: number;
  readonly gid: number;
}

const NAME = 'postgres';

/**
 * Postgres refuses to run as root. As root, this finds the system account `postgres`, or makes it; as anybody else the server runs
 * as the program does, and this is null.
 *
 * @throws PlatformError SERVER_UNAVAILABLE where there is no such account and none can be made
 */
export function prepareAccount(): ServerAccount | null {
  if (process.getuid?.() !== 0) return null;
  return findAccount() ?? createAccount();
}

/** Whether every folder above a path lets the account pass. */
export function isReachable(account: ServerAccount | null, file: string): boolean {
  return account === null || findClosedFolder(account, path.resolve(file)) === null;
}

/**
 * Checks that the account can reach a path: every folder above it must let it pass.
 *
 * @throws PlatformError SERVER_UNAVAILABLE naming the first folder that does not
 */
export function assertReachable(account: ServerAccount | null, file: string, what: string): void {
  const closed = account === null ? null : findClosedFolder(account, path.resolve(file));
  if (closed === null) return;
  throw new PlatformError('SERVER_UNAVAILABLE', {
    expected: `folders that the account ${NAME} may enter, since Postgres does not run as root`,
    got: `${closed}, which it may not`,
    where: `${what} ${file}`,
    advice: `Run \`chmod o+x ${closed}\`, use another folder, run as another user than root, or set DATABASE_URL.`,
  });
}

function findClosedFolder(account: ServerAccount, file: string): string | null {
  const folder = path.dirname(file);
  if (folder === file) return null;
  return findClosedFolder(account, folder) ?? (mayEnter(account, folder) ? null : folder);
}

function mayEnter({ uid, gid }: ServerAccount, folder: string): boolean {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (!found) return true;
  const shift = found.uid === uid ? 6 : found.gid === gid ? 3 : 0;
  return ((found.mode >> shift) & 1) === 1;
}

function findAccount(): ServerAccount | null {
  try {
    return { uid: readId('-u'), gid: readId('-g') };
  } catch {
    return null;
  }
}

function createAccount(): ServerAccount {
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', findNologin(), NAME], {
      stdio: 'pipe',
    });
    return { uid: readId('-u'), gid: readId('-g') };
  } catch (cause) {
    throw new PlatformError(
      'SERVER_UNAVAILABLE',
      {
        expected: `a system account ${NAME}, since Postgres does not run as root`,
        got: `none, and useradd failed: ${messageOf(cause)}`,
        where: 'embedded Postgres',
        advice: 'Create the account, run as another user than root, or set DATABASE_URL.',
      },
      { cause },
    );
  }
}

function findNologin(): string {
  try {
    accessSync('/usr/sbin/nologin', constants.X_OK);
    return '/usr/sbin/nologin';
  } catch {
    return '/bin/false';
  }
}

function readId(kind: '-u' | '-g'): number {
  return Number(execFileSync('id', [kind, NAME], { stdio: 'pipe', encoding: 'utf8' }));
}
