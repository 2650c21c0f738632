import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const TINY_MODEL = path.resolve('tools/golden/vectors/onnx/humansd');
const STARTER_POSES = path.resolve('models/poses/starter.coco.json');
const A_PICTURE = path.resolve('docs/pictures/demo.png');
const LIMIT_MS = 300_000;

/** The examples as a reader would run them: beside `npm start`. */
describe('the examples', () => {
  let folder: string;
  let service: ChildProcess;
  let url: string;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'contrapposto-examples-'));
    // The embedded database's own account has to enter it.
    chmodSync(folder, 0o755);
    const port = await findFreePort();
    url = `http://127.0.0.1:${port}`;
    service = spawn(process.execPath, [path.resolve('tools/start.mjs')], {
      env: {
        // eslint-disable-next-line no-restricted-syntax -- the spec stands where a shell would
        ...process.env,
        DATABASE_URL: '',
        PORT: String(port),
        CONTRAPPOSTO_DATA: folder,
        CONTRAPPOSTO_MODELS: TINY_MODEL,
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    await awaitModel(url);
  }, LIMIT_MS);

  afterAll(async () => {
    const gone = once(service, 'exit');
    service.kill('SIGINT');
    const late = setTimeout(() => service.kill('SIGKILL'), LIMIT_MS / 2);
    await gone;
    clearTimeout(late);
    rmSync(folder, { recursive: true });
  }, LIMIT_MS);

  function run(example: string, ...args: string[]) {
    const file = path.resolve('libs/client/examples', `${example}.mjs`);
    const { status, stdout, stderr } = spawnSync(process.execPath, [file, '--url', url, ...args], { encoding: 'utf8' });
    return { status, stdout, stderr };
  }

  it(
    'create, follow and download',
    () => {
      const out = path.join(folder, 'picture.png');
      const { status, stdout, stderr } = run('generate', '--steps', '2', '--size', '64', '--out', out);
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout).toMatch(/^1 QUEUED/);
      expect(stdout).toMatch(/\d+ SUCCEEDED/);
      expect(readFileSync(out).subarray(1, 4).toString()).toBe('PNG');
    },
    LIMIT_MS,
  );

  it(
    'import a folder of poses, and say what could not be read',
    () => {
      const poses = path.join(folder, 'poses');
      mkdirSync(poses);
      cpSync(STARTER_POSES, path.join(poses, 'a.json'));
      writeFileSync(path.join(poses, 'b.json'), 'no poses at all');
      const { status, stdout, stderr } = run('import-poses', '--folder', poses, '--tag', 'market');
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout).toMatch(/^a\.json: .*, [1-9]\d* taken, 0 refused$/m);
      expect(stdout).toMatch(/^b\.json: unreadable/m);
    },
    LIMIT_MS,
  );

  it(
    'import what a studio has, find what is alike, and take it out for any rig, if its licence allows',
    () => {
      const [clips, out] = [path.join(folder, 'clips'), path.join(folder, 'export')];
      mkdirSync(clips);
      writeFileSync(path.join(clips, 'wave.bvh'), createBvh());
      const args = ['--folder', clips, '--library', 'Shoot', '--licence', 'CC-BY-NC-4.0', '--out', out];
      const { status, stdout, stderr } = run('studio-pipeline', ...args);
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout).toMatch(/^wave\.bvh: bvh, [23] taken, 0 refused$/m);
      expect(stdout).toMatch(/^wave 0\.50 s: 0\.\d+ away, most by left_wrist/m);
      expect(stdout).toMatch(/^under CC-BY-NC-4\.0$/m);
      expect(readFileSync(path.join(out, 'wave 0.00 s.glb')).subarray(0, 4).toString()).toBe('glTF');
      expect(readFileSync(path.join(out, 'LICENCES.txt'), 'utf8')).toContain('Commercial use: no');
      const again = ['--folder', clips, '--library', 'Shoot again', '--licence', 'CC-BY-NC-4.0', '--commercial'];
      const refused = run('studio-pipeline', ...again);
      expect(refused.status).not.toBe(0);
      expect(refused.stderr).toContain('library "Shoot again": CC-BY-NC-4.0 forbids commercial use');
    },
    LIMIT_MS,
  );

  it(
    'have pictures judged that another tool drew',
    () => {
      const pictures = path.join(folder, 'drawn');
      mkdirSync(pictures);
      cpSync(A_PICTURE, path.join(pictures, 'a.png'));
      const [annotations, out] = [path.join(folder, 'annotations.json'), path.join(folder, 'report.html')];
      writeFileSync(annotations, JSON.stringify(createAnnotations('a.png')));
      const args = ['--annotations', annotations, '--pictures', pictures, '--tool', 'NTED', '--out', out];
      const { status, stdout, stderr } = run('judge-pictures', ...args);
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout).toMatch(/^1 samples, 0 refused$/m);
      expect(stdout).toMatch(/^SUCCEEDED/m);
      // The tiny model comes without an estimator of poses.
      expect(stdout).toMatch(/^AP was left out: /m);
      expect(readFileSync(out, 'utf8')).toMatch(/^<!doctype html>/i);
    },
    LIMIT_MS,
  );
});

/** One person in one picture, as COCO has them. */
function createAnnotations(fileName: string): object {
  const keypoints = Array.from({ length: 17 }, (_, joint) => [8 + 3 * joint, 8 + 2 * joint, 2]).flat();
  const person = { id: 1, image_id: 1, category_id: 1, keypoints, bbox: [8, 8, 48, 32], area: 1_536, iscrowd: 0 };
  return {
    images: [{ id: 1, file_name: fileName, width: 64, height: 64 }],
    annotations: [{ ...person, num_keypoints: 17 }],
    categories: [{ id: 1, name: 'person' }],
  };
}

/** Somebody whose left arm comes down within a second. */
function createBvh(): string {
  const joint = (name: string, offset: string, inner: string) =>
    `JOINT ${name}\n{\nOFFSET ${offset}\nCHANNELS 3 Zrotation Xrotation Yrotation\n${inner}}\n`;
  const end = (offset: string) => `End Site\n{\nOFFSET ${offset}\n}\n`;
  const leg = (side: 'left' | 'right', x: number) =>
    joint(
      `${side}UpperLeg`,
      `${x} -4 0`,
      joint(`${side}LowerLeg`, '0 -42 0', joint(`${side}Foot`, '0 -42 0', end('0 -4 12'))),
    );
  const arm = (side: 'left' | 'right', sign: number) =>
    joint(
      `${side}UpperArm`,
      `${sign * 15} 18 0`,
      joint(`${side}LowerArm`, `${sign * 28} 0 0`, joint(`${side}Hand`, `${sign * 26} 0 0`, end(`${sign * 8} 0 0`))),
    );
  const head = joint('neck', '0 24 0', joint('head', '0 8 0', end('0 18 0')));
  const chest = joint('spine', '0 10 0', joint('chest', '0 14 0', head + arm('left', 1) + arm('right', -1)));
  const hips = `ROOT hips\n{\nOFFSET 0 92 0\nCHANNELS 6 Xposition Yposition Zposition Zrotation Xrotation Yrotation\n`;
  const hierarchy = `HIERARCHY\n${hips}${chest}${leg('left', 9)}${leg('right', -9)}}\n`;
  // Three positions, then three angles of each joint in the order of the file; the arm is the sixth.
  const frames = Array.from({ length: 31 }, (_, frame) => {
    const angles = Array.from({ length: 17 * 3 }, (_unused, channel) => (channel === 15 ? -2 * frame : 0));
    return `0 92 0 ${angles.join(' ')}`;
  });
  return `${hierarchy}MOTION\nFrames: 31\nFrame Time: 0.0333333\n${frames.join('\n')}\n`;
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Until a worker has made its model known. */
async function awaitModel(url: string): Promise<void> {
  const body = JSON.stringify({ query: '{ models(first: 1) { totalCount } }' });
  const headers = { 'content-type': 'application/json' };
  const deadline = Date.now() + LIMIT_MS;
  while (Date.now() < deadline) {
    const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body }).catch(() => null);
    const answer = response?.ok ? ((await response.json()) as { data: { models: { totalCount: number } } }) : null;
    if (answer && answer.data.models.totalCount > 0) return;
    await sleep(250);
  }
  throw new Error('no worker made a model known');
}
