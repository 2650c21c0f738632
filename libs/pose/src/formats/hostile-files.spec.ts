import { convertPose } from '../convert-pose.js';
import { PoseError } from '../errors.js';
import { computePoseFingerprint } from '../fingerprint.js';
import { SKELETONS } from '../skeletons/registry.js';
import { createDice, mutateText } from '../testing/mutate-text.js';
import { type Keypoint, type Pose, type SkeletonName } from '../types.js';
import { formatPoseFile, WRITABLE_POSE_FORMATS } from './format-pose-file.js';
import { formatMmposeVideo } from './format-mmpose.js';
import { type ParsedPoseFile, parsePoseFile } from './parse-pose-file.js';

const MUTANTS = 1000;
const SEED = 20231121;

const poseOf = (skeleton: SkeletonName): Pose => ({
  id: '1',
  name: 'a',
  skeleton,
  width: 64,
  height: 48,
  people: [
    {
      id: '2',
      keypoints: SKELETONS[skeleton].keypointNames.map((_, x): Keypoint => ({ x: x + 0.5, y: x * 2, visibility: 2 })),
      bbox: [1, 2, 30, 40],
      area: 1200,
    },
  ],
});

/** A sound file of each kind, by what is wrong with none of it. */
const SOUND: [string, string, string][] = [
  ...WRITABLE_POSE_FORMATS.map((format): [string, string, string] => {
    const { files } = formatPoseFile([poseOf('coco17')], format);
    return [format, files[0]!.fileName, files[0]!.text];
  }),
  ['humanart', 'art.json', formatPoseFile([poseOf('humanart21')], 'coco').files[0]!.text],
  ['mmpose video', 'video.json', formatMmposeVideo([poseOf('coco17'), { ...poseOf('coco17'), id: '3' }]).text],
  ['controlnet with hands', 'whole.json', formatPoseFile([poseOf('wholebody133')], 'controlnet').files[0]!.text],
  ['dwpose with hands', 'whole.json', formatPoseFile([poseOf('wholebody133')], 'dwpose').files[0]!.text],
  [
    'coco results',
    'results.json',
    JSON.stringify([{ image_id: 7, category_id: 1, keypoints: Array(51).fill(0.5), score: 0.9 }]),
  ],
];

/** What every pose that a reader gives must be, so that nobody after it is surprised. */
function expectSoundPose(pose: Pose): void {
  const joints = SKELETONS[pose.skeleton].keypointNames.length;
  const isSound =
    [pose.width, pose.height].every((side) => Number.isInteger(side) && side >= 1) &&
    pose.people.every(
      ({ keypoints, bbox = [0], area = 0, score = 0 }) =>
        keypoints.length === joints &&
        keypoints.every(({ x, y, score: own = 0 }) => [x, y, own].every(Number.isFinite)) &&
        [...bbox, area, score].every(Number.isFinite),
    );
  if (!isSound) throw new Error(`unsound: ${JSON.stringify(pose).slice(0, 2000)}`);
}

function readMutant(text: string, fileName: string): ParsedPoseFile | null {
  try {
    return parsePoseFile(text, { fileName, limits: { maxProblems: 20 } });
  } catch (error) {
    if (error instanceof PoseError) return null;
    throw new Error(`${String(error)} for ${text}`, { cause: error });
  }
}

describe('hostile files', () => {
  it.each(SOUND)('%s: read whole', (_, fileName, text) => {
    const { poses, problems } = parsePoseFile(text, { fileName });
    poses.forEach(expectSoundPose);
    expect(poses.length).toBeGreaterThan(0);
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it.each(SOUND)(`%s: ${MUTANTS} mutants end in sound poses and problems, or in a PoseError`, (_, fileName, text) => {
    const dice = createDice(SEED);
    let refused = 0;
    let read = 0;
    for (let mutant = 0; mutant < MUTANTS; mutant++) {
      const parsed = readMutant(mutateText(text, dice), fileName);
      if (!parsed) refused++;
      else read++;
      for (const pose of parsed?.poses ?? []) {
        expectSoundPose(pose);
        if (mutant % 50 > 0) continue;
        expect(computePoseFingerprint(convertPose(pose, 'body25').pose)).toHaveLength(64);
        for (const format of WRITABLE_POSE_FORMATS) expect(formatPoseFile([pose], format).files).toHaveLength(1);
      }
    }
    expect(refused + read).toBe(MUTANTS);
    expect(read).toBeGreaterThan(0);
    expect({}).not.toHaveProperty('polluted');
  });
});
