import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { createRandom } from './random.mjs';

/** Minutes, on a machine that is busy with other specs. */
const LIMIT_MS = 600_000;

function run(command: string, ...args: string[]) {
  const file = path.resolve('tools/chaos', command);
  return spawnSync(process.execPath, [file, '--built', ...args], { encoding: 'utf8', timeout: LIMIT_MS });
}

describe('killing processes', () => {
  it(
    'loses no generation, no event and no picture, and leaves nothing behind',
    () => {
      const { status, stdout, stderr } = run(
        'kill-processes.mjs',
        '--generations',
        '12',
        '--kills',
        '2',
        '--seed',
        '7',
      );
      expect({ status, stdout, stderr }).toMatchObject({
        status: 0,
        stdout: expect.stringContaining('12 generations'),
      });
      expect(stdout.match(/^ok /gm)).toHaveLength(9);
    },
    LIMIT_MS,
  );

  it('says how it is used', () => {
    expect(run('kill-everything.mjs', '--help').stdout).toContain('--kills');
  });
});

describe('random choices', () => {
  it('are decided by the seed', () => {
    const draw = (seed: number) => {
      const { below } = createRandom(seed);
      return Array.from({ length: 5 }, () => below(1000));
    };
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
    const { below } = createRandom(5);
    const drawn = Array.from({ length: 1000 }, () => below(10));
    expect(Math.min(...drawn)).toBeLessThan(0.2);
    expect(Math.max(...drawn)).toBeGreaterThan(9.8);
  });
});
