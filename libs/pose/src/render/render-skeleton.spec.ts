import { type Keypoint, type PersonPose, type Pose } from '../types.js';
import { convertPose } from '../convert-pose.js';
import { getRendererProfile } from './profiles.js';
import { renderSkeleton } from './render-skeleton.js';

const profile = getRendererProfile('humansd-v1');
const person = (joints: Record<number, Partial<Keypoint>>, rest: Partial<PersonPose> = {}): PersonPose => ({
  keypoints: Array.from({ length: 17 }, (_, joint) => ({
    x: 0,
    y: 0,
    visibility: joints[joint] ? 2 : 0,
    ...joints[joint],
  })),
  ...rest,
});
const pose = (...people: PersonPose[]): Pose => ({ skeleton: 'coco17', width: 64, height: 64, people });
const isBlack = (...args: Parameters<typeof renderSkeleton>) =>
  renderSkeleton(...args).data.every((value) => value === 0);
const codes = (...args: Parameters<typeof renderSkeleton>) => renderSkeleton(...args).warnings.map(({ code }) => code);

const nose = { x: 20, y: 20 };
const eye = { x: 40, y: 30 };

describe('renderSkeleton', () => {
  it('draws a limb only where both ends are labelled and strictly above the threshold', () => {
    expect(isBlack(pose(person({ 0: nose, 1: eye })), profile)).toBe(false);
    expect(isBlack(pose(person({ 0: nose })), profile)).toBe(true);
    expect(isBlack(pose(person({ 0: nose, 1: { ...eye, visibility: 1 } })), profile)).toBe(false);
    const unsure = pose(person({ 0: nose, 1: { ...eye, score: 0.05 } }));
    expect(isBlack(unsure, profile)).toBe(true);
    expect(isBlack(unsure, getRendererProfile('humansd-v1', { keypointScoreThreshold: 0.02 }))).toBe(false);
  });

  it('leaves out crowds and unsure people', () => {
    expect(isBlack(pose(person({ 0: nose, 1: eye }, { crowd: true })), profile)).toBe(true);
    expect(isBlack(pose(person({ 0: nose, 1: eye }, { score: 0.05 })), profile)).toBe(true);
    expect(isBlack(pose(person({ 0: nose, 1: eye }, { score: 0.06 })), profile)).toBe(false);
  });

  it('warns of an empty picture, whatever the reason', () => {
    expect(codes(pose(), profile)).toEqual(['EMPTY_SKELETON']);
    expect(codes(pose(person({ 11: nose, 12: eye })), profile)).toEqual(['EMPTY_SKELETON']);
    expect(codes(pose(person({ 0: nose, 1: eye })), profile)).toEqual([]);
    expect(codes(pose(person({ 0: { x: 900, y: 9 }, 1: { x: 950, y: 9 } })), profile)).toEqual([
      'PERSON_OUTSIDE_CANVAS',
      'EMPTY_SKELETON',
    ]);
  });

  it('skips broken and absurdly far joints, and reaches far ones in bounded time', () => {
    expect(codes(pose(person({ 0: nose, 1: { x: NaN, y: 3 } })), profile)).toEqual([
      'JOINT_NOT_DRAWABLE',
      'EMPTY_SKELETON',
    ]);
    expect(codes(pose(person({ 0: nose, 1: { x: 1e300, y: 3 } })), profile)).toContain('JOINT_NOT_DRAWABLE');
    const far = pose(person({ 0: nose, 1: { x: -(2 ** 24), y: -(2 ** 24) }, 2: { x: 2 ** 24, y: 2 ** 23 } }));
    expect(isBlack(far, profile)).toBe(false);
  });

  it('draws the other skeletons by their COCO joints', () => {
    const standing = pose(
      person({ 5: { x: 20, y: 10 }, 6: { x: 40, y: 10 }, 11: { x: 22, y: 40 }, 12: { x: 38, y: 40 } }),
    );
    const expected = renderSkeleton(standing, profile).data;
    for (const skeleton of ['humanart21', 'openpose18'] as const)
      expect(renderSkeleton(convertPose(standing, skeleton).pose, profile).data).toEqual(expected);
  });

  it('draws over an earlier picture as on a new one', () => {
    const first = renderSkeleton(pose(person({ 0: nose, 1: eye })), profile);
    const other = pose(person({ 5: { x: 9, y: 50 }, 7: { x: 30, y: 60 } }));
    const expected = renderSkeleton(other, profile).data;
    const again = renderSkeleton(other, profile, other, first.data);
    expect(again.data).toBe(first.data);
    expect(again.data).toEqual(expected);
    expect(() => renderSkeleton(other, profile, { width: 8, height: 8 }, first.data)).toThrow('Expected 192 bytes');
  });

  it('refuses impossible canvases and unknown profiles', () => {
    expect(() => renderSkeleton(pose(), profile, { width: 20_000, height: 10 })).toThrow('got 20000 x 10');
    expect(() => renderSkeleton(pose(), profile, { width: 1.5, height: 10 })).toThrow(
      expect.objectContaining({ code: 'INVALID_CANVAS' }),
    );
    expect(() => getRendererProfile('humansd_v1')).toThrow('Did you mean "humansd-v1"?');
    expect(() => getRendererProfile('humansd-v1', { keypointScoreThreshold: NaN })).toThrow(
      expect.objectContaining({ code: 'INVALID_PROFILE' }),
    );
  });
});
