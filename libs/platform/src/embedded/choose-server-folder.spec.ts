import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chooseServerFolder } from './choose-server-folder.js';

describe('chooseServerFolder', () => {
  const parent = mkdtempSync(path.join(tmpdir(), 'contrapposto-place-'));
  const wanted = path.join(parent, 'data', 'postgres');
  afterAll(() => rmSync(parent, { recursive: true, force: true }));

  it('is the wanted folder where the server may enter', () => {
    chmodSync(parent, 0o755);
    expect(chooseServerFolder(wanted)).toBe(wanted);
  });

  it('is a folder of the system where root keeps its own closed, the same one every time', () => {
    chmodSync(parent, 0o700);
    const chosen = chooseServerFolder(wanted);
    if (process.getuid?.() === 0) expect(chosen).toMatch(/^\/var\/lib\/contrapposto\/postgres-[0-9a-f]{16}$/);
    else expect(chosen).toBe(wanted);
    expect(chooseServerFolder(wanted)).toBe(chosen);
    expect(chooseServerFolder(`${wanted}2`) === chosen).toBe(false);
  });
});
