import { spawnSync } from 'node:child_process';
import path from 'node:path';

describe('the kernel of pose search', () => {
  it('is committed as its source compiles, byte for byte', () => {
    const program = path.resolve('tools/codegen/pose-search-kernel.mjs');
    const { status, stderr } = spawnSync(process.execPath, [program, '--check'], { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});
