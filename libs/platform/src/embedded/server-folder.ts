import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { PlatformError } from '../errors.js';
import { identifyProcess } from './process-identity.js';

const Owner = z.object({ pid: z.number(), identity: z.string() });

/**
 * Everything of one embedded server in one folder:
 *
 *     data/        Postgres' own
 *     password     generated once, readable by the program's user alone
 *     owner.json   who runs the server now; left behind by a program that was killed
 */
export class ServerFolder {
  readonly data: string;
  private readonly ownerFile: string;
  private readonly passwordFile: string;

  constructor(readonly path: string) {
    this.data = join(path, 'data');
    this.ownerFile = join(path, 'owner.json');
    this.passwordFile = join(path, 'password');
  }

  /**
   * Makes this program the owner.
   *
   * @throws PlatformError SERVER_FOLDER_IN_USE where another living program is. What a killed one left behind counts for nothing.
   */
  claim(): void {
    mkdirSync(this.path, { recursive: true });
    const owner = this.readOwner();
    if (owner?.identity !== undefined && identifyProcess(owner.pid) === owner.identity)
      throw inUse(this.path, owner.pid);
    rmSync(this.ownerFile, { force: true });
    this.writeOwner();
  }

  release(): void {
    rmSync(this.ownerFile, { force: true });
  }

  /** Generated at the first call, the same ever after. */
  readPassword(): string {
    try {
      return readFileSync(this.passwordFile, 'utf8');
    } catch {
      const password = randomBytes(24).toString('base64url');
      writeFileSync(this.passwordFile, password, { mode: 0o600 });
      return password;
    }
  }

  private readOwner(): z.infer<typeof Owner> | null {
    try {
      return Owner.parse(JSON.parse(readFileSync(this.ownerFile, 'utf8')));
    } catch {
      return null;
    }
  }

  /** `wx`: of two programs that both saw no owner, one gets the file. */
  private writeOwner(): void {
    const owner = { pid: process.pid, identity: identifyProcess(process.pid) ?? String(process.pid) };
    try {
      writeFileSync(this.ownerFile, JSON.stringify(owner), { flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      throw inUse(this.path, this.readOwner()?.pid ?? null);
    }
  }
}

export function inUse(folder: string, pid: number | null): PlatformError {
  return new PlatformError('SERVER_FOLDER_IN_USE', {
    expected: 'a data folder that no other program is using',
    got: pid === null ? 'one in use' : `one in use by process ${pid}`,
    where: folder,
    advice: 'Use the program that is running, stop it, or choose another data folder.',
  });
}
