import fc from 'fast-check';
import { convertPose } from './convert-pose.js';
import { SKELETONS } from './skeletons/registry.js';
import { arbitraryPose } from './testing/arbitrary-pose.js';
import { type Keypoint, type Pose, type SkeletonName } from './types.js';

const names = Object.keys(SKELETONS) as SkeletonName[];

const poseOf = (skeleton: SkeletonName, joints: Record<string, Keypoint>): Pose => ({
  skeleton,
  width: 100,
  height: 100,
  people: [
    {
      id: '7',
      keypoints: SKELETONS[skeleton].keypointNames.map((name) => joints[name] ?? { x: 0, y: 0, visibility: 0 }),
      extra: { annotator: 3 },
    },
  ],
});

const jointOf = (pose: Pose, name: string) =>
  pose.people[0]!.keypoints[SKELETONS[pose.skeleton].keypointNames.indexOf(name)];

describe('convertPose', () => {
  it('makes a neck between the shoulders, as occluded and as unsure as the worse of them', () => {
    const { pose, report } = convertPose(
      poseOf('coco17', {
        left_shoulder: { x: 30, y: 20, visibility: 2, score: 0.9 },
        right_shoulder: { x: 10, y: 25, visibility: 1, score: 0.5 },
        nose: { x: 20, y: 5, visibility: 2 },
      }),
      'openpose18',
    );
    expect(jointOf(pose, 'neck')).toEqual({ x: 20, y: 22.5, visibility: 1, score: 0.5 });
    expect(jointOf(pose, 'nose')).toEqual({ x: 20, y: 5, visibility: 2 });
    expect(pose.people[0]).toMatchObject({ id: '7', extra: { annotator: 3 } });
    expect(report).toMatchObject({
      from: 'coco17',
      to: 'openpose18',
      synthesized: [{ name: 'neck', from: ['left_shoulder', 'right_shoulder'], people: 1 }],
      lost: [],
      missing: [],
    });
    expect(report.kept).toHaveLength(17);
  });

  it.each([
    ['one shoulder unlabelled', { x: 0, y: 0, visibility: 0 }],
    ['one shoulder at the threshold', { x: 1, y: 1, visibility: 2, score: 0.05 }],
  ] as [string, Keypoint][])('makes no neck with %s', (_, left_shoulder) => {
    const right_shoulder: Keypoint = { x: 10, y: 25, visibility: 2 };
    const { pose, report } = convertPose(poseOf('coco17', { left_shoulder, right_shoulder }), 'openpose18');
    expect(jointOf(pose, 'neck')?.visibility).toBe(0);
    expect(report.synthesized).toMatchObject([{ name: 'neck', people: 0 }]);
  });

  it('declares fingers, toes and necks that have no place', () => {
    const finger: Keypoint = { x: 1, y: 2, visibility: 2 };
    const { report } = convertPose(poseOf('humanart21', { left_finger: finger }), 'coco17');
    expect(report.lost).toEqual([
      { name: 'left_finger', people: 1 },
      { name: 'right_finger', people: 0 },
      { name: 'left_toe', people: 0 },
      { name: 'right_toe', people: 0 },
    ]);
    const back = convertPose(poseOf('openpose18', { neck: finger }), 'humanart21').report;
    expect(back.lost).toEqual([{ name: 'neck', people: 1 }]);
    expect(back.missing).toEqual(['left_finger', 'right_finger', 'left_toe', 'right_toe']);
    expect(back.lossless).toBe(false);
  });

  it('knows a joint under another name, and follows the rules for the trunk to the shoulders and hips', () => {
    const joints: Record<string, Keypoint> = {
      left_shoulder: { x: 30, y: 20, visibility: 2 },
      right_shoulder: { x: 10, y: 20, visibility: 1 },
      left_hip: { x: 28, y: 60, visibility: 2 },
      right_hip: { x: 12, y: 60, visibility: 2 },
      left_ankle: { x: 5, y: 99, visibility: 2 },
    };
    const { pose, report } = convertPose(poseOf('coco17', joints), 'vrm55');
    expect(jointOf(pose, 'hips')).toEqual({ x: 20, y: 60, visibility: 2 });
    expect(jointOf(pose, 'chest')).toEqual({ x: 20, y: 40, visibility: 1 });
    expect(jointOf(pose, 'leftShoulder')).toEqual({ x: 22.5, y: 20, visibility: 1 });
    expect(jointOf(pose, 'leftFoot')).toEqual(joints.left_ankle);
    expect(report.renamed).toContainEqual({ from: 'left_ankle', to: 'leftFoot' });
    expect(report.merged.map(({ name, into }) => [name, into])).toEqual([
      ['left_ear', ['head']],
      ['right_ear', ['head']],
    ]);
    expect(report.losses.filter(({ kind }) => kind !== 'SYNTHESIZED')).toEqual([]);
  });

  it('calls what comes back lossless, and what does not lossy', () => {
    const pose = poseOf('coco17', { left_ear: { x: 1, y: 2, visibility: 2 } });
    expect(convertPose(pose, 'body25').report.lossless).toBe(true);
    const { losses, lossless } = convertPose(pose, 'vrm55').report;
    expect(lossless).toBe(false);
    expect(losses).toMatchObject([{ kind: 'MERGED', what: 'joint left_ear', count: 1 }]);
  });

  it.each(names.flatMap((from) => names.map((to) => [from, to] as const)))(
    '%s to %s: accounts for every joint, and brings back what it calls kept, or all where lossless',
    (from, to) => {
      fc.assert(
        fc.property(arbitraryPose(from), (pose) => {
          const { pose: converted, report } = convertPose(pose, to);
          const told = [...report.kept, ...report.synthesized.map(({ name }) => name), ...report.missing];
          expect(told.sort()).toEqual([...SKELETONS[to].keypointNames].sort());
          const keptBefore = report.kept.map((name) => report.renamed.find((joint) => joint.to === name)?.from ?? name);
          const gone = [...report.merged, ...report.lost].map(({ name }) => name);
          expect([...keptBefore, ...gone].sort()).toEqual([...SKELETONS[from].keypointNames].sort());
          for (const person of converted.people) expect(person.keypoints).toHaveLength(told.length);

          const { pose: back } = convertPose(converted, from);
          for (const name of keptBefore) expect(jointsNamed(back, name)).toEqual(jointsNamed(pose, name));
          if (report.lossless) expect(back).toEqual(pose);
        }),
        { numRuns: 3 },
      );
    },
  );
});

function jointsNamed(pose: Pose, name: string): (Keypoint | undefined)[] {
  const index = SKELETONS[pose.skeleton].keypointNames.indexOf(name);
  return pose.people.map((person) => person.keypoints[index]);
}
