import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { formatHumansdPose, type Pose } from '@contrapposto/pose';
import { isHumansdMapping, openHumansdFolder } from './humansd-folder.js';

const POSE: Pose = {
  skeleton: 'coco17',
  width: 64,
  height: 64,
  people: [{ keypoints: Array.from({ length: 17 }, (_, n) => ({ x: n, y: 2 * n, visibility: 2, score: 0.25 })) }],
};

describe('a HumanSD data set on the disk', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'humansd-'));
  const root = path.join(folder, 'data');
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  beforeAll(() => {
    const { bytes } = formatHumansdPose(POSE);
    mkdirSync(path.join(root, 'poses', 'ballet'), { recursive: true });
    writeFileSync(path.join(root, 'poses', 'ballet', 'one.npz'), bytes);
    writeFileSync(path.join(folder, 'secret.npz'), bytes);
    symlinkSync(path.join(folder, 'secret.npz'), path.join(root, 'poses', 'link.npz'));
    symlinkSync(folder, path.join(root, 'up'));
    writeFileSync(path.join(root, 'large.npz'), '');
    truncateSync(path.join(root, 'large.npz'), 5 * 2 ** 20);
    writeFileSync(path.join(root, 'broken.npz'), bytes.subarray(0, 100));
  });

  const write = (posePaths: readonly string[]) => {
    const file = path.join(root, 'mapping.json');
    const entries = posePaths.map((pose_path, index) => [
      `k${index}`,
      { prompt: 'a {dancer} "leaps"', img_path: 'images/ballet/one.jpg', pose_path },
    ]);
    writeFileSync(file, JSON.stringify(Object.fromEntries(entries)));
    return file;
  };
  const read = async (file: string, options: { root?: string; most?: number } = {}) => {
    const opened = await openHumansdFolder(file, { most: 100, ...options });
    const found = [];
    for await (const one of opened.readPoses(new AbortController().signal)) found.push(one);
    return { ...opened, found };
  };

  it('gives each pose with its text, its picture and its scene', async () => {
    const file = write(['poses/ballet/one.npz']);
    expect(await isHumansdMapping(file)).toBe(true);
    const { found, warnings } = await read(file);
    expect(warnings).toEqual([]);
    expect(found).toMatchObject([
      {
        pose: {
          name: 'k0',
          extra: { prompt: 'a {dancer} "leaps"', img_path: 'images/ballet/one.jpg', tags: ['ballet'] },
          people: [{ keypoints: { 3: { x: 3, y: 6, score: 0.25 } } }],
        },
      },
    ]);
  });

  it('opens nothing outside of its folder, and goes on behind what it cannot read', async () => {
    const hostile = ['../secret.npz', '/etc/passwd', 'poses\\..\\..\\secret.npz'];
    const refused = ['poses/link.npz', 'up/secret.npz', 'large.npz', 'broken.npz', 'poses/ballet', 'nowhere.npz'];
    const { found, warnings } = await read(write([...hostile, ...refused, 'poses/ballet/one.npz']));
    expect(warnings).toHaveLength(hostile.length);
    expect(found).toHaveLength(refused.length + 1);
    expect(found.at(-1)).toMatchObject({ pose: { name: 'k9' } });
    const told = found.flatMap((one) => ('refused' in one ? [one.refused.message] : []));
    expect(told).toEqual([
      expect.stringMatching(/^k3: poses\/link\.npz: .*ELOOP/),
      expect.stringContaining('Expected a folder, and no link, at up'),
      expect.stringContaining('Expected at most 4194304 bytes, got 5242880'),
      expect.stringContaining('k6: broken.npz: '),
      expect.stringContaining('Expected a file.'),
      expect.stringContaining('ENOENT'),
    ]);
  });

  it('may have its paths begin elsewhere, and no more poses than are asked for', async () => {
    const file = write(['ballet/one.npz', 'ballet/one.npz']);
    expect((await read(file, { root: path.join(root, 'poses') })).found).toMatchObject([{ pose: {} }, { pose: {} }]);
    await expect(read(file, { most: 1 })).rejects.toMatchObject({ code: 'POSE_FILE_INVALID' });
    await expect(read(file, { root: path.join(root, 'no') })).rejects.toMatchObject({ code: 'INPUT_UNREADABLE' });
  });

  it('is told from other files by its beginning', async () => {
    const other = path.join(root, 'coco.json');
    writeFileSync(other, '{"images": [], "note": {"pose_path": 1}}');
    expect(await isHumansdMapping(other)).toBe(false);
    expect(await isHumansdMapping(path.join(root, 'broken.npz'))).toBe(false);
    await expect(isHumansdMapping(path.join(root, 'no.json'))).rejects.toMatchObject({ code: 'INPUT_UNREADABLE' });
  });
});
