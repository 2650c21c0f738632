import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const SCHEMA = path.resolve('apps/api/schema.graphql');

/** Runs the check as CI does: with the projects' own packages, outside of Jest's realm. */
function check(schema: string) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [path.resolve('tools/codegen/index.mjs'), '--check', '--schema', schema],
    { encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

describe('generated types', () => {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(path.join(tmpdir(), 'contrapposto-codegen-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** The committed schema with one thing changed. */
  function changed(from: string, to: string): string {
    const text = readFileSync(SCHEMA, 'utf8');
    if (!text.includes(from)) throw new Error(`the schema has no ${from}`);
    const file = path.join(folder, 'schema.graphql');
    writeFileSync(file, text.replace(from, to));
    return file;
  }

  it('are what the schema and the operations say now', () => {
    expect(check(SCHEMA)).toMatchObject({ status: 0, stderr: '' });
  });

  it('are found stale when the schema has moved on', () => {
    const { status, stdout, stderr } = check(changed('  TOO_LATE\n', '  TOO_LATE\n  FAR_TOO_LATE\n'));
    expect(status).toBe(1);
    expect(stdout).toMatch(/libs\/client\/src\/generated\/graphql\.ts: \d+ files of operations, stale/);
    expect(stderr).toContain('npm run codegen');
  });

  it('are not made from an operation that the schema does not know', () => {
    const { status, stderr } = check(changed('  lastSeq:', '  lastNumber:'));
    expect(status).toBe(1);
    expect(stderr).toContain('lastSeq');
  });
});
