import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openModelFolder } from '@contrapposto/backends';

const PROGRAM = path.resolve('tools/bench/table-models.mjs');

const FAMILIES = {
  sd: 'text-only',
  't2i-adapter': 't2i-adapter',
  controlnet: 'controlnet',
  'humansd-plain': 'humansd',
  humansd: 'humansd',
};

describe('the models of the first table', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'contrapposto-tables-'));

  beforeAll(() => void execFileSync(process.execPath, [PROGRAM, '--out', folder]));
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(Object.entries(FAMILIES))('%s is a whole model folder', async (name, family) => {
    const { info, poseEstimator } = await openModelFolder(path.join(folder, name));
    expect(info).toMatchObject({ name: `table-${name}`, family });
    expect(poseEstimator).toBeDefined();
  });
});
