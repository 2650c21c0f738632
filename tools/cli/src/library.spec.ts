import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { formatHumansdPose } from '@contrapposto/pose';
import { createTemporaryFolder, useTestDatabase } from '@contrapposto/platform/testing';
import { runInProcess } from './testing/run-in-process.js';
import { STARTER_POSES } from './testing/run-program.js';

const API = path.resolve('apps/api/dist/main.js');
const LIMIT_MS = 120_000;

/** Somebody bowing, in three dimensions. */
const BOW = { hips: { position: [0, 0.9, 0] }, spine: { rotation: [0.38268, 0, 0, 0.92388] } };

describe('the library commands, beside an API', () => {
  const database = useTestDatabase();
  const folder = createTemporaryFolder();
  let api: ChildProcess;
  let url: string;

  beforeAll(async () => {
    const env = { DATABASE_URL: database.current.url, PORT: '0', LOG_LEVEL: 'silent' };
    const storage = { CONTRAPPOSTO_STORAGE: path.join(folder.path, 'files') };
    api = fork(API, { env: { PATH: path.dirname(process.execPath), ...env, ...storage }, stdio: 'inherit' });
    const [ready] = (await once(api, 'message')) as [{ url: string }];
    url = ready.url;
    mkdirSync(path.join(folder.path, 'mocap'));
    writeFileSync(path.join(folder.path, 'mocap', 'bow.json'), JSON.stringify(BOW));
    writeFileSync(path.join(folder.path, 'mocap', 'notes.txt'), 'no pose at all');
  }, LIMIT_MS);
  afterAll(async () => {
    const ended = once(api, 'exit');
    api.kill('SIGTERM');
    await ended;
    folder.remove();
  });

  const run = (...args: string[]) => runInProcess('library', ...args, '--url', url);
  const find = async (...args: string[]) => {
    const { code, stdout, stderr } = await run(...args, '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return JSON.parse(stdout) as Record<string, { name: string; similarity?: { distance: number } }[]>;
  };

  it(
    'try an import first, and then import what can be read',
    async () => {
      const mocap = path.join(folder.path, 'mocap');
      const dry = await run('import', mocap, '--library', 'Shoot', '--dry-run');
      expect(dry).toMatchObject({ code: 0, stdout: expect.stringMatching(/^would be taken: 1 poses of 2 files/) });
      expect((await run('list')).stdout).not.toContain('Shoot');

      const done = await run(
        'import',
        mocap,
        STARTER_POSES,
        '--library',
        'Shoot',
        '--tags',
        'studio',
        '--licence',
        'CC-BY-4.0',
      );
      expect(done).toMatchObject({ code: 0, stdout: expect.stringMatching(/^taken: 21 poses of 3 files into Shoot/) });
      expect(done.stderr).toMatch(/notes\.txt: /);
      expect((await run('list')).stdout).toMatch(/Shoot +21 +CC-BY-4\.0/);
    },
    LIMIT_MS,
  );

  it(
    'find poses by words, by tags and by shape',
    async () => {
      expect((await find('search', 'tango', '--tag', 'studio')).poses!.map(({ name }) => name)).toEqual(['tango']);
      const like = `${STARTER_POSES}#running`;
      const [nearest] = (await find('search', '--like', like, '--tag', 'studio', '--limit', '3')).poses!;
      expect(nearest).toMatchObject({ name: 'running', similarity: { distance: expect.closeTo(0, 4) } });
      const count = async (...facets: string[]) =>
        (await find('search', '--tag', 'studio', ...facets, '--limit', '50')).poses!.length;
      // The file states a licence of its own for each of its poses; the others have the library's.
      expect(await count('--skeleton', 'coco17', '--licence', 'apache-2.0')).toBe(20);
      expect(await count('--skeleton', 'coco17', '--licence', 'cc-by-4.0')).toBe(1);
      expect(await count('--spatial')).toBe(1);
      expect(await count('--licence', 'MIT')).toBe(0);
      expect((await run('search', 'no such pose')).stdout).toBe('nothing found\n');
    },
    LIMIT_MS,
  );

  it(
    'write poses as files with their licences, and refuse what a licence forbids',
    async () => {
      const out = path.join(folder.path, 'out');
      const exported = await run('export', 'bow', '--library', 'Shoot', '--format', 'glb', '--out', out);
      expect(exported).toMatchObject({ code: 0, stdout: expect.stringContaining('1 poses as glb, under CC-BY-4.0') });
      expect(readdirSync(out).sort()).toEqual(['LICENCES.txt', 'bow.glb']);
      expect(readFileSync(path.join(out, 'bow.glb')).subarray(0, 4).toString()).toBe('glTF');

      const bow = path.join(folder.path, 'mocap', 'bow.json');
      const nc = await run('import', bow, '--library', 'Private', '--licence', 'CC-BY-NC-4.0');
      expect(nc.code).toBe(0);
      const refused = await run('export', 'bow', '--library', 'Private', '--commercial', '--out', out);
      expect(refused).toMatchObject({ code: 7, stderr: expect.stringMatching(/CC-BY-NC-4\.0/) });
    },
    LIMIT_MS,
  );

  it(
    'import a HumanSD mapping with the pose files that it names',
    async () => {
      const root = path.join(folder.path, 'humansd');
      const mapping = path.join(root, 'mapping.json');
      const keypoints = Array.from({ length: 17 }, (_, n) => ({ x: n, y: n, visibility: 2 as const, score: 0.5 }));
      const pose = { skeleton: 'coco17' as const, width: 64, height: 64, people: [{ keypoints }] };
      mkdirSync(path.join(root, 'shadow_play'), { recursive: true });
      writeFileSync(path.join(root, 'shadow_play', 'a.npz'), formatHumansdPose(pose).bytes);
      writeFileSync(path.join(root, 'shadow_play', 'b.npz'), 'no pose');
      const entry = (name: string) => ({
        img_path: `shadow_play/${name}.jpg`,
        pose_path: `shadow_play/${name}.npz`,
        prompt: name,
      });
      writeFileSync(mapping, JSON.stringify({ '00001_a': entry('a'), '00001_b': entry('b') }));
      const done = await run('import', mapping, '--library', 'HumanSD');
      expect(done).toMatchObject({ code: 0, stdout: expect.stringMatching(/^taken: 1 poses of 1 files.*; 1 refused/) });
      expect(done.stderr).toContain('00001_b: shadow_play/b.npz: ');
      expect((await find('search', '--tag', 'shadow_play')).poses!.map(({ name }) => name)).toEqual(['00001_a']);
    },
    LIMIT_MS,
  );

  it(
    'say what is wrong',
    async () => {
      const missing = await run('export', '--library', 'Shot', '--out', folder.path);
      expect(missing).toMatchObject({ code: 2, stderr: expect.stringContaining('There are: ') });
      const nobody = await runInProcess('library', 'list', '--url', 'http://127.0.0.1:9');
      expect(nobody).toMatchObject({ code: 7, stderr: expect.stringContaining('UNREACHABLE') });
    },
    LIMIT_MS,
  );
});
