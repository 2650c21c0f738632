import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { runInProcess } from './testing/run-in-process.js';
import { runProgram, STARTER_POSES, TINY_MODEL } from './testing/run-program.js';

const folder = mkdtempSync(path.join(tmpdir(), 'contrapposto-commands-'));
const inFolder = (name: string): string => path.join(folder, name);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function runForDocument(...args: string[]): Promise<unknown> {
  const { code, stdout, stderr } = await runInProcess(...args, '--json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
}

/** Two people, one of them off the canvas, and a record that cannot be used. */
function writeFaultyFile(): string {
  const standing = [50, 10, 2, 48, 8, 2, 52, 8, 2, 0, 0, 0, 0, 0, 0, 40, 20, 2, 60, 20, 2].concat(Array(30).fill(0));
  const document = {
    images: [{ id: 5, file_name: 'pair.png', width: 100, height: 100 }],
    annotations: [
      { id: 1, image_id: 5, category_id: 1, keypoints: standing },
      {
        id: 2,
        image_id: 5,
        category_id: 1,
        keypoints: standing.map((value, index) => (index % 3 === 0 ? value + 300 : value)),
      },
      { id: 3, image_id: 5, category_id: 1, keypoints: [1, 2, 3] },
    ],
    categories: [{ id: 1, name: 'person' }],
  };
  const file = inFolder('faulty.json');
  writeFileSync(file, JSON.stringify(document));
  return file;
}

describe('pose inspect', () => {
  it('lists the starter poses', async () => {
    const { code, stdout } = await runInProcess('pose', 'inspect', STARTER_POSES);
    const lines = stdout.split('\n');
    expect(code).toBe(0);
    expect(lines[0]).toMatch(/coco, 20 poses, 26 people, 0 problems$/);
    expect(lines[1]).toBe('id  name           canvas   skeleton  people  joints');
    expect(lines[2]).toBe('1   contrapposto   512x512  coco17    1       17');
  });

  it('reads the rest of a file with a bad record, and says what is wrong with it', async () => {
    expect(await runForDocument('pose', 'inspect', writeFaultyFile())).toMatchObject({
      format: 'coco',
      summary: { images: 1, people: 2 },
      poses: [
        { id: '5', name: 'pair.png', width: 100, height: 100, skeleton: 'coco17', people: [{ id: '1' }, { id: '2' }] },
      ],
      problemCount: 1,
      problems: [{ code: 'WRONG_LENGTH', record: 'annotation', id: '3', field: 'keypoints' }],
      warnings: [{ code: 'WRONG_LENGTH', message: expect.stringContaining('annotation 3') }],
    });
  });
});

describe('pose render', () => {
  it("draws the model's own raster at a size", async () => {
    const out = inFolder('tango.png');
    expect(await runForDocument('pose', 'render', `${STARTER_POSES}#tango`, '--size', '256x128', '--out', out)).toEqual(
      {
        file: out,
        width: 256,
        height: 128,
        profile: 'humansd-v1',
        people: 2,
        warnings: [],
      },
    );
    const { data, info } = await sharp(out).raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height, info.channels]).toEqual([256, 128, 3]);
    expect(new Set(data).size).toBeGreaterThan(10);
  });

  it('draws an SVG for people', async () => {
    await runForDocument('pose', 'render', `${STARTER_POSES}#tango`, '--out', inFolder('tango.svg'));
    expect(readFileSync(inFolder('tango.svg'), 'utf8')).toMatch(/^<svg [^]*<title>tango<\/title>[^]*<\/svg>$/);
  });

  it('warns once of people outside the canvas', async () => {
    const { code, stderr } = await runInProcess('pose', 'render', `${writeFaultyFile()}#5`, '--out', inFolder('f.png'));
    expect(code).toBe(0);
    expect(stderr.match(/Person 2 \(id 2\) lies wholly outside the 100 x 100 canvas/g)).toHaveLength(1);
  });
});

describe('pose convert', () => {
  it('writes COCO JSON for another skeleton, and says what it lost', async () => {
    const [there, back] = [inFolder('humanart.json'), inFolder('coco.json')];
    expect(await runForDocument('pose', 'convert', STARTER_POSES, '--to', 'humanart21', '--out', there)).toMatchObject({
      files: [there],
      format: 'coco',
      poses: 20,
      report: { to: 'coco', losses: expect.any(Array) },
    });
    await runForDocument('pose', 'convert', there, '--to', 'coco17', '--out', back);
    const read = (file: string) =>
      runForDocument('pose', 'inspect', file) as Promise<{ poses: { people: { keypoints: unknown }[] }[] }>;
    const keypoints = async (file: string) =>
      (await read(file)).poses.map(({ people }) => people.map((person) => person.keypoints));
    expect(await keypoints(back)).toEqual(await keypoints(STARTER_POSES));
  });
});

describe('poses in other formats', () => {
  it('become a file each, in a folder, and say what was lost', async () => {
    const folder = inFolder('openpose');
    const args = ['pose', 'convert', STARTER_POSES, '--to', 'openpose18', '--format', 'openpose', '--out', folder];
    const { stdout, stderr, code } = await runInProcess(...args);
    expect(code).toBe(0);
    expect(stdout).toContain(`${path.join(folder, 'tango_keypoints.json')}\n`);
    expect(stdout).toContain('20 poses as openpose with openpose18');
    expect(stderr).toMatch(/warning: dropped: /);
    expect(await runForDocument('pose', 'inspect', path.join(folder, 'running_keypoints.json'))).toMatchObject({
      format: 'openpose',
      poses: [{ name: 'running', skeleton: 'openpose18' }],
    });
  });

  it('write nothing in a dry run', async () => {
    const out = inFolder('never.npz');
    const args = ['pose', 'convert', `${STARTER_POSES}#tango`, '--format', 'humansd-npz', '--out', out, '--dry-run'];
    expect((await runInProcess(...args)).stdout).toMatch(/would be written: 1 poses as humansd-npz/);
    expect(existsSync(out)).toBe(false);
  });

  it('say where several files cannot go', async () => {
    const args = ['pose', 'convert', STARTER_POSES, '--format', 'yolo-pose', '--out', inFolder('all.txt')];
    const { code, stderr } = await runInProcess(...args);
    expect(code).toBe(2);
    expect(stderr).toMatch(/Expected a folder for --out, since these poses become 20 files/);
  });

  it('are seen from another side where they have three dimensions', async () => {
    const file = inFolder('still.json');
    writeFileSync(file, JSON.stringify({ hips: { position: [0, 0.9, 0], rotation: [0, 0, 0, 1] } }));
    const [front, side] = [inFolder('front.svg'), inFolder('side.svg')];
    await runForDocument('pose', 'render', file, '--out', front);
    await runForDocument('pose', 'render', file, '--azimuth', '90', '--out', side);
    expect(readFileSync(side, 'utf8')).not.toBe(readFileSync(front, 'utf8'));
    const flat = await runInProcess('pose', 'render', `${STARTER_POSES}#tango`, '--azimuth', '90', '--out', side);
    expect(flat.code).toBe(3);
    expect(flat.stderr).toMatch(/Expected a pose in three dimensions/);
  });
});

describe('pose apply', () => {
  it('mirrors, and mirrored twice is the same', async () => {
    const [once, twice] = [inFolder('once.json'), inFolder('twice.json')];
    await runForDocument('pose', 'apply', STARTER_POSES, 'mirror', '--out', once);
    await runForDocument('pose', 'apply', once, 'mirror', '--out', twice);
    const compare = (file: string) =>
      runForDocument('pose', 'compare', `${STARTER_POSES}#running`, `${file}#running`) as Promise<{ distance: number }>;
    expect((await compare(twice)).distance).toBeLessThan(1e-6);
    expect((await compare(once)).distance).toBeGreaterThan(0.01);
    expect(
      await runForDocument('pose', 'compare', `${STARTER_POSES}#running`, `${once}#running`, '--mirror'),
    ).toMatchObject({
      mirrored: true,
      distance: expect.closeTo(0, 5),
      joints: expect.any(Array),
    });
  });

  it('takes parameters of every kind', async () => {
    const out = inFolder('changed.json');
    const apply = (...args: string[]) =>
      runForDocument('pose', 'apply', `${STARTER_POSES}#running`, ...args, '--out', out);
    await apply('blend', `pose=${STARTER_POSES}#contrapposto`, 'weight=0.25', 'method=joints');
    await apply('hide', 'joints=nose,left_wrist');
    await apply('normalize', 'width=256', 'height=256');
    expect(await runForDocument('pose', 'inspect', out)).toMatchObject({ poses: [{ width: 256, height: 256 }] });
  });

  it.each([
    [['miror'], /Did you mean "mirror"/],
    [['blend', 'weight=2'], /Expected/],
    [['hide', 'joints'], /Expected PARAMETER=VALUE, got "joints"/],
  ])('says what is wrong: %j', async (args, message) => {
    const { code, stderr } = await runInProcess('pose', 'apply', STARTER_POSES, ...args, '--out', inFolder('no.json'));
    expect(code).toBeGreaterThan(0);
    expect(stderr).toMatch(message);
  });

  it('lists what it can do', async () => {
    const { code, stdout } = await runInProcess('pose', 'operations');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^mirror .*\n[^]*weight=0\.\.1 \(0\.5\)/);
  });
});

describe('models', () => {
  it('inspect shows what a folder is', async () => {
    expect(await runForDocument('models', 'inspect', TINY_MODEL)).toMatchObject({
      folder: TINY_MODEL,
      info: {
        name: 'humansd',
        family: 'humansd',
        rendererProfile: 'humansd-v1',
        digest: expect.stringMatching(/^[0-9a-f]{64}$/),
        weights: { dtypes: ['F16'] },
      },
      warnings: [],
    });
  });

  it('list never fails for a folder that cannot be used', async () => {
    expect(await runForDocument('models', 'list')).toMatchObject({ models: expect.any(Array) });
  });
});

describe('the program', () => {
  it('lists its backends, each with its verdict', async () => {
    const { code, stdout } = await runProgram('backends', 'list', '--json');
    expect({ code, document: JSON.parse(stdout) }).toMatchObject({
      code: 0,
      document: {
        backends: [{ specifier: 'onnx', status: 'usable', verdict: { usable: true, devices: [{ kind: 'cpu' }] } }],
      },
    });
  });

  it('shows help with examples and exit codes', async () => {
    const { code, stdout } = await runInProcess('generate', '--help');
    expect(code).toBe(0);
    expect(stdout).toMatch(/Usage: contrapposto generate [^]*Examples:[^]*--recipe[^]*Exit codes: 0 done/);
  });

  it('says its version', async () => {
    expect(await runInProcess('--version')).toEqual({ code: 0, stdout: '0.1.0\n', stderr: '' });
  });
});
