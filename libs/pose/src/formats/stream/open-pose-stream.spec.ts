import { IDENTITY } from '../../spatial/vector.js';
import { type Pose } from '../../types.js';
import { formatBvh } from '../bvh/format-bvh.js';
import { parsePoseFile } from '../parse-pose-file.js';
import { encodeUtf8 } from '../utf8.js';
import { type ByteSource } from './byte-source.js';
import { openPoseStream } from './open-pose-stream.js';
import { type PoseStreamLimits, type PoseStreamProgress } from './pose-stream.js';

const CHUNK = 777;

function createSource(text: string): ByteSource {
  const bytes = encodeUtf8(text);
  return {
    size: bytes.length,
    async *open(start, end) {
      for (let at = start; at < end; at += CHUNK)
        yield await Promise.resolve(bytes.slice(at, Math.min(at + CHUNK, end)));
    },
  };
}

async function readAll(text: string, fileName: string, limits: Partial<PoseStreamLimits> = {}, everySeconds = 0.5) {
  const progress: PoseStreamProgress[] = [];
  const onProgress = (told: PoseStreamProgress) => progress.push(told);
  const options = { fileName, everySeconds, limits: { atOnceBytes: 0, ...limits }, onProgress };
  const { problemCount, ...stream } = await openPoseStream(createSource(text), options);
  const poses: Pose[] = [];
  for await (const pose of stream.readPoses()) poses.push(pose);
  return { ...stream, problemCount: problemCount(), poses, progress };
}

const joints = Array.from({ length: 17 }, (_, joint) => [joint, joint, 2]).flat();
const coco = JSON.stringify({
  licenses: [{ id: 1, name: 'Ours' }],
  images: [1, 2, 3].map((id) => ({ id, width: 10, height: 10, file_name: `${id}.png` })),
  annotations: [3, 1, 1].map((image_id, id) => ({ id, image_id, category_id: 1, keypoints: joints })),
  categories: [],
});
const openPose = JSON.stringify({
  version: 1.3,
  people: [{ pose_keypoints_2d: Array.from({ length: 18 }, (_, joint) => [joint, joint, 1]).flat() }],
});
const bvh = formatBvh({
  frames: Array.from({ length: 100 }, (_, index) => ({
    time: index / 30,
    person: {
      hips: [0, 0.9, index / 100],
      rotations: { hips: IDENTITY, leftUpperArm: [0, 0, Math.sin(index / 99), Math.cos(index / 99)] },
    },
  })),
}).text;

describe('openPoseStream', () => {
  it.each([
    ['coco', 'large.json', coco],
    ['bvh', 'walk.bvh', bvh],
    ['openpose', 'frame_keypoints.json', openPose],
  ])('gives what parsePoseFile gives: %s', async (format, fileName, text) => {
    const { progress, ...streamed } = await readAll(text, fileName);
    const { poses, problems, problemCount, envelope, report } = parsePoseFile(text, { fileName });
    expect(streamed).toMatchObject({ format, poses, problems, problemCount, envelope, report });
    expect(progress.at(-1)).toMatchObject({ phase: 'read', totalBytes: encodeUtf8(text).length });
  });

  it('sees a clip at the moments that are asked for, and after its last line no more than there is', async () => {
    const cut = bvh.split('\n').slice(0, -40).join('\n');
    for (const text of [bvh, cut])
      for (const everySeconds of [0.1, 1 / 30, 7]) {
        const { poses, problems } = parsePoseFile(text, { fileName: 'walk.bvh', everySeconds });
        expect(await readAll(text, 'walk.bvh', {}, everySeconds)).toMatchObject({ poses, problems });
      }
  });

  it('reads a small file at once, whatever it is', async () => {
    const { poses, progress } = await readAll(coco, 'small.json', { atOnceBytes: 10_000 });
    expect(poses).toHaveLength(3);
    expect(progress).toEqual([{ phase: 'read', bytesRead: coco.length, totalBytes: coco.length, posesRead: 0 }]);
  });

  it('refuses a large file that cannot be read piece by piece', async () => {
    const refused = { code: 'LIMIT_EXCEEDED', message: expect.stringMatching(/at most 100 bytes.*Split the file/) };
    await expect(readAll(openPose, 'frame.json', { wholeBytes: 100 })).rejects.toMatchObject(refused);
    await expect(readAll(`[${openPose}]`, 'frames.json', { wholeBytes: 100 })).rejects.toMatchObject(refused);
  });

  it('finds what is no JSON within an annotation when its pose is read', async () => {
    const broken = coco.replace('"keypoints":[0', '"keypoints":[0 0');
    const stream = await openPoseStream(createSource(broken), { fileName: 'x.json', limits: { atOnceBytes: 0 } });
    await expect(stream.readPoses().next()).resolves.toMatchObject({ done: false });
    const rest = async () => {
      for await (const pose of stream.readPoses()) expect(pose.id).toBeDefined();
    };
    await expect(rest()).rejects.toMatchObject({ code: 'INVALID_JSON' });
  });
});
