import { assertSkeleton, type SkeletonDefinition } from './definition.js';
import { getSkeleton, SKELETONS } from './registry.js';
import { mirrorName, sideOf } from './sides.js';

const { coco17, humanart21, openpose18, wholebody133 } = SKELETONS;

describe('skeletons', () => {
  it.each(Object.values(SKELETONS))('$name is sound', (skeleton) => {
    expect(() => assertSkeleton(skeleton)).not.toThrow();
  });

  it('have the joints and limbs of their files', () => {
    expect(
      [coco17, humanart21, openpose18].map(({ keypointNames, limbs }) => [keypointNames.length, limbs.length]),
    ).toEqual([
      [17, 19],
      [21, 23],
      [18, 17],
    ]);
    expect(humanart21.keypointNames.slice(0, 17)).toEqual(coco17.keypointNames);
    expect(humanart21.limbs[0]!.map((joint) => joint + 1)).toEqual([20, 16]);
  });

  it('have as many joints as they are called after, and limbs that join all but the face', () => {
    for (const { name, version, keypointNames } of Object.values(SKELETONS))
      expect([name, version, keypointNames.length]).toEqual([name, 1, Number(/\d+$/.exec(name)![0])]);
    const { body25, wholebody133, mediapipe33, vrm55, mixamo65 } = SKELETONS;
    expect([body25, wholebody133, mediapipe33].map(({ limbs }) => limbs.length)).toEqual([24, 65, 35]);
    expect(wholebody133.limbs.flat().filter((joint) => joint >= 23 && joint < 91)).toEqual([]);
    for (const { keypointNames, limbs } of [vrm55, mixamo65])
      expect(new Set(limbs.map(([, child]) => child)).size).toBe(keypointNames.length - 1);
  });

  it('mirror the same landmarks onto each other', () => {
    const partnerIn = ({ landmarks, flipPairs }: SkeletonDefinition, landmark: string) => {
      const joint = landmarks.indexOf(landmark);
      const pair = flipPairs.find((sides) => sides.includes(joint));
      return landmarks[pair ? pair[0] + pair[1] - joint : joint];
    };
    for (const skeleton of Object.values(SKELETONS))
      for (const landmark of skeleton.landmarks) {
        const known = wholebody133.landmarks.includes(landmark);
        const expected = known ? partnerIn(wholebody133, landmark) : mirrorName(landmark);
        expect([skeleton.name, partnerIn(skeleton, landmark)]).toEqual([skeleton.name, expected]);
      }
  });

  it('share the sigmas of joints that they share', () => {
    for (const skeleton of Object.values(SKELETONS))
      for (const [index, name] of skeleton.keypointNames.entries()) {
        const inCoco = coco17.keypointNames.indexOf(name);
        if (inCoco >= 0) expect([name, skeleton.oksSigmas[index]]).toEqual([name, coco17.oksSigmas[inCoco]]);
      }
  });

  it.each<[string, Partial<SkeletonDefinition>, string]>([
    ['a limb out of range', { limbs: [...coco17.limbs.slice(1), [3, 17]] }, 'expected indices in 0..16, got [3, 17]'],
    ['a limb from a joint to itself', { limbs: [...coco17.limbs.slice(1), [3, 3]] }, 'expected two joints, got [3, 3]'],
    ['a limb twice', { limbs: [...coco17.limbs.slice(1), [6, 4]] }, 'expected each limb once'],
    [
      'a pair of one side',
      { flipPairs: [[1, 3]] },
      'expected a left_ and right_ pair in flipPairs, got left_eye and left_ear',
    ],
    [
      'a joint without its partner',
      { flipPairs: coco17.flipPairs.slice(1) },
      'expected a flip pair for left_eye, got none',
    ],
    ['a missing sigma', { oksSigmas: coco17.oksSigmas.slice(1) }, 'expected 17 oksSigmas, got 16'],
    ['a sigma of zero', { oksSigmas: coco17.oksSigmas.map(() => 0) }, 'expected every oksSigma in 0..1'],
    ['a colour by name', { palette: { ...coco17.palette, keypoints: Array(17).fill('red') } }, 'like #3399ff, got red'],
    ['a landmark twice', { landmarks: Array(17).fill('nose') }, 'expected each landmark once'],
    ['a version of zero', { version: 0 }, 'expected a version of at least 1, got 0'],
    ['a repeated name', { keypointNames: Array(17).fill('nose') }, 'expected unique keypointNames'],
  ])('refuses %s', (_, change, message) => {
    expect(() => assertSkeleton({ ...coco17, ...change })).toThrow(message);
  });

  it.each([
    ['left_eye', 'right_eye', 'left'],
    ['mouth_right', 'mouth_left', 'right'],
    ['leftUpperArm', 'rightUpperArm', 'left'],
    ['mixamorig:RightToe_End', 'mixamorig:LeftToe_End', 'right'],
    ['leftover', 'leftover', 'none'],
    ['face-3', 'face-3', 'none'],
  ])('%s mirrors to %s', (name, mirrored, side) => {
    expect([mirrorName(name), mirrorName(mirrored), sideOf(name)]).toEqual([mirrored, name, side]);
  });

  it('suggests a near name', () => {
    expect(() => getSkeleton('coco-17')).toThrow('got "coco-17". Did you mean "coco17"?');
    expect(() => getSkeleton('toString')).toThrow(expect.objectContaining({ code: 'UNKNOWN_SKELETON' }));
  });
});
