import fc from 'fast-check';
import { computePoseFingerprint } from './fingerprint.js';
import { formatCoco } from './formats/format-coco-file.js';
import { parsePoseFile } from './formats/parse-pose-file.js';
import { SKELETONS } from './skeletons/registry.js';
import { arbitraryPose } from './testing/arbitrary-pose.js';
import { type Keypoint, type PersonPose, type Pose } from './types.js';

function reverseFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reverseFields);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, item]) => [name, reverseFields(item)]),
  );
}

const keypoints = SKELETONS.coco17.keypointNames.map((_, x): Keypoint => ({ x, y: 0.1, visibility: x === 0 ? 0 : 2 }));
const person: PersonPose = { keypoints, score: 0.5, hidden: ['left_eye', 'left_ear'] };
const pose: Pose = { skeleton: 'coco17', width: 64, height: 48, people: [person] };

const withThird = (keypoint: Keypoint) => keypoints.map((own, joint) => (joint === 3 ? keypoint : own));

describe('computePoseFingerprint', () => {
  it('is the same whatever the order of fields, and through a file', () => {
    fc.assert(
      fc.property(arbitraryPose('coco17'), (any) => {
        expect(computePoseFingerprint(reverseFields(any) as Pose)).toBe(computePoseFingerprint(any));
        const named = {
          ...any,
          people: any.people.map((one) => ({ ...one, extra: { ...one.extra, category_id: 1 } })),
        };
        const { text } = formatCoco([named]);
        const [read] = parsePoseFile(text, { fileName: 'x.json' }).poses;
        expect(computePoseFingerprint(read!)).toBe(computePoseFingerprint(named));
      }),
      { numRuns: 20 },
    );
  });

  it('leaves out what only names the record, and what means nothing', () => {
    const fingerprint = computePoseFingerprint(pose);
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
    const nowhere: Keypoint = { x: 3, y: -0, visibility: 0, score: 0.2 };
    const same: Pose = {
      ...pose,
      id: '7',
      name: 'dancer',
      people: [
        {
          ...person,
          id: '9',
          keypoints: [nowhere, ...keypoints.slice(1)],
          hidden: ['left_ear', 'left_eye', 'left_eye'],
        },
      ],
    };
    expect(computePoseFingerprint(same)).toBe(fingerprint);
  });

  it.each<[string, Pose]>([
    ['a joint', { ...pose, people: [{ ...person, keypoints: withThird({ x: 3, y: 0.2, visibility: 2 }) }] }],
    ['a visibility', { ...pose, people: [{ ...person, keypoints: withThird({ x: 3, y: 0.1, visibility: 1 }) }] }],
    ['a hidden joint', { ...pose, people: [{ ...person, hidden: ['left_eye'] }] }],
    ['the canvas', { ...pose, width: 65 }],
    ['the number of people', { ...pose, people: [person, person] }],
    ['a field of its own', { ...pose, extra: { tags: ['dance'] } }],
  ])('changes with %s', (_, changed) => {
    expect(computePoseFingerprint(changed)).not.toBe(computePoseFingerprint(pose));
  });

  it('stays what it is: fingerprints are kept', () => {
    expect(computePoseFingerprint({ skeleton: 'coco17', width: 2, height: 1, people: [] })).toBe(
      '4bd7d62649a7bf21c2b9d82ccfa7200adbee4d647f470828b9c3d69b21651087',
    );
  });
});
