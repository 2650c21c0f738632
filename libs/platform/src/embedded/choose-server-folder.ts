import { createHash } from 'node:crypto';
import path from 'node:path';
import { isReachable, prepareAccount } from './account.js';

/** Where a system keeps what its programs write; every account may pass. */
const SYSTEM_FOLDER = '/var/lib/contrapposto';

/**
 * Where to keep the embedded server's data: the wanted folder; or, for root whose folders are closed to the server's own account (a checkout
 * in /root, say), one under /var/lib/contrapposto that is named after it, the same at every start.
 *
 * @throws PlatformError SERVER_UNAVAILABLE where root has no account for the server and none can be made
 */
export function chooseServerFolder(wanted: string): string {
  const folder = path.resolve(wanted);
  if (isReachable(prepareAccount(), path.join(folder, 'data'))) return folder;
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  return path.join(SYSTEM_FOLDER, `postgres-${name}`);
}
