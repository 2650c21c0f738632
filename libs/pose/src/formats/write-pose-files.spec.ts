import { PoseError } from '../errors.js';
import { type Pose } from '../types.js';
import { parsePoseFile } from './parse-pose-file.js';
import { readSpatialPoses } from './read-spatial-poses.js';
import { formatVrmPose } from './vrm/vrm-pose.js';
import { encodeUtf8 } from './utf8.js';
import { POSE_FILE_FORMATS, type PoseFileFormat, writePoseFiles } from './write-pose-files.js';

const half = Math.sin(Math.PI / 8);
const BOW = formatVrmPose({ hips: [0, 0.9, 0], rotations: { spine: [half, 0, 0, Math.cos(Math.PI / 8)] } }).text;

function createPose(name: string): Pose {
  const { poses } = readSpatialPoses(encodeUtf8(BOW), { fileName: 'bow.json' });
  return { ...poses[0]!, name };
}

describe('poses as files', () => {
  it.each(POSE_FILE_FORMATS)('can be read again: %s', (format) => {
    const { files, report } = writePoseFiles([createPose('bow')], format);
    expect(report.to).toMatch(format === 'coco' ? /coco|humanart/ : new RegExp(`^${format}`));
    expect(files).toHaveLength(1);
    const { fileName, content } = files[0]!;
    const { poses, problems } = parsePoseFile(content, { fileName, canvas: { width: 512, height: 512 } });
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(poses[0]?.people).toHaveLength(1);
  });

  it('have names of their own', () => {
    const poses = [createPose('a/bow'), createPose('Bow'), createPose('')];
    const { files } = writePoseFiles(poses, 'glb');
    expect(files.map(({ fileName }) => fileName)).toEqual(['bow.glb', 'Bow-2.glb', 'pose.glb']);
  });

  it('say what they cannot hold', () => {
    const { spatial: _, ...flat } = createPose('flat');
    expect(() => writePoseFiles([flat], 'bvh')).toThrow(/three dimensions, got "flat"/);
    expect(() => writePoseFiles([flat], 'bhv' as PoseFileFormat)).toThrow(PoseError);
    expect(() => writePoseFiles([flat], 'bhv' as PoseFileFormat)).toThrow(/Known: coco, openpose/);
  });
});
