import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { messageOf, PlatformError } from '../errors.js';

/** Root's own, so that nobody else can put a program there; open for all to read. */
const SHARED = '/var/cache/contrapposto';

/**
 * A copy of the server's programs under a folder that every account may enter. Made once for a version: beside its place, then renamed,
 * so that several programs may do it at once.
 *
 * @throws PlatformError SERVER_UNAVAILABLE where the copy cannot be made
 */
export function shareProgramFolder(native: string, version: string): string {
  const shared = path.join(SHARED, `postgres-${path.basename(version)}-${process.arch}`);
  if (existsSync(shared)) return shared;
  const partial = `${shared}.${process.pid}`;
  try {
    mkdirSync(SHARED, { recursive: true, mode: 0o755 });
    cpSync(native, partial, { recursive: true, verbatimSymlinks: true });
    openToAll(partial);
    chmodSync(SHARED, 0o755);
    renameInto(partial, shared);
    return shared;
  } catch (cause) {
    throw new PlatformError(
      'SERVER_UNAVAILABLE',
      {
        expected: `to copy the server's programs from ${native}, which its account may not enter`,
        got: messageOf(cause),
        where: shared,
        advice: 'Make room or give access there, run as another user than root, or set DATABASE_URL.',
      },
      { cause },
    );
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

/** Another program may have been quicker: its copy is as good. */
function renameInto(partial: string, shared: string): void {
  try {
    renameSync(partial, shared);
  } catch (error) {
    if (!existsSync(shared)) throw error;
  }
}

function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) openToAll(file);
    else if (entry.isFile()) chmodSync(file, statSync(file).mode & 0o100 ? 0o755 : 0o644);
  }
}
