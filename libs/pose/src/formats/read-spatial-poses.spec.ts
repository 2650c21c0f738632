import { PoseError } from '../errors.js';
import { IDENTITY } from '../spatial/vector.js';
import { type SpatialClip } from '../spatial/types.js';
import { mutateBytes } from '../testing/mutate-bytes.js';
import { formatBvh } from './bvh/format-bvh.js';
import { formatGlb } from './gltf/format-glb.js';
import { parsePoseFile } from './parse-pose-file.js';
import { encodeUtf8 } from './utf8.js';
import { formatVrmPose } from './vrm/vrm-pose.js';

/** Somebody whose left arm goes down within two seconds. */
const CLIP: SpatialClip = {
  name: 'lower',
  frames: Array.from({ length: 61 }, (_, index) => {
    const half = (-Math.PI / 4) * (index / 60);
    const leftUpperArm = [0, 0, Math.sin(half), Math.cos(half)] as const;
    return { time: index / 30, person: { hips: [0, 0.95, 0], rotations: { leftUpperArm, hips: IDENTITY } } };
  }),
};
const FIRST = CLIP.frames[0]!.person;
const files: readonly [format: string, fileName: string, content: Uint8Array | string, poses: number][] = [
  ['bvh', 'lower.bvh', formatBvh(CLIP).text, 5],
  ['gltf', 'lower.glb', formatGlb(CLIP, { format: 'glb' }).bytes, 5],
  ['vrma', 'lower.vrma', formatGlb(CLIP, { format: 'vrma' }).bytes, 5],
  ['vrm-pose', 'stand.json', formatVrmPose(FIRST).text, 1],
];

describe('files in three dimensions', () => {
  it.each(files)('come through the one door: %s (%s)', (format, fileName, content, count) => {
    const { format: found, poses, problems, report } = parsePoseFile(content, { fileName });
    expect({ found, problems }).toEqual({ found: format, problems: [] });
    expect(poses).toHaveLength(count);
    expect(poses[0]).toMatchObject({
      width: 512,
      height: 512,
      skeleton: 'coco17',
      spatial: { cameras: [{ name: 'front' }] },
    });
    const dropped = report.losses.find(({ what }) => what === 'frames[]')?.count ?? 0;
    expect(dropped).toBe(count === 1 ? 0 : 61 - count);
  });

  it('show what happens in a clip', () => {
    const { poses } = parsePoseFile(formatBvh(CLIP).text, { fileName: 'clips/lower.bvh', everySeconds: 1 });
    expect(poses.map(({ name }) => name)).toEqual(['lower 0.00 s', 'lower 1.00 s', 'lower 2.00 s']);
    const heights = poses.map(({ people }) => people[0]!.keypoints[9]!.y - people[0]!.keypoints[5]!.y);
    expect(heights[0]).toBeLessThan(5);
    expect(heights[2]! - heights[1]!).toBeGreaterThan(20);
  });

  it('are seen on the canvas and with the skeleton that was asked for', () => {
    const canvas = { width: 300, height: 600 };
    const { poses } = parsePoseFile(formatVrmPose(FIRST).text, { fileName: 'a.json', canvas, skeleton: 'openpose18' });
    expect(poses[0]).toMatchObject({ ...canvas, skeleton: 'openpose18', name: 'a' });
    const xs = poses[0]!.people[0]!.keypoints.map(({ x }) => x);
    expect(Math.min(...xs)).toBeGreaterThan(0);
    expect(Math.max(...xs)).toBeLessThan(300);
  });

  it.each(files)('end in an error of ours when they are damaged: %s (%s)', (_, fileName, content) => {
    const bytes = typeof content === 'string' ? encodeUtf8(content) : content;
    for (let seed = 0; seed < 15; seed += 1) {
      try {
        parsePoseFile(mutateBytes(bytes, seed), { fileName });
      } catch (error) {
        expect(error).toBeInstanceOf(PoseError);
      }
    }
  });
});
