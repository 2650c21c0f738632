import fc from 'fast-check';
import { PoseError } from '../errors.js';
import { SKELETONS } from '../skeletons/registry.js';
import { arbitraryPose } from '../testing/arbitrary-pose.js';
import { type Keypoint, type PersonPose, type Pose, type SkeletonName } from '../types.js';
import { type ConversionReport } from './conversion-report.js';
import { formatPoseFile, WRITABLE_POSE_FORMATS, type WritablePoseFormat } from './format-pose-file.js';
import { parsePoseFile } from './parse-pose-file.js';

const score = fc.option(
  fc.integer({ min: 0, max: 63 }).map((n) => n / 64),
  { nil: undefined, freq: 3 },
);

function arbitraryRichPerson(person: PersonPose, names: readonly string[]): fc.Arbitrary<PersonPose> {
  return fc
    .record(
      {
        id: fc.constantFrom('0', '7', '9007199254740993', 'left'),
        crowd: fc.constant(true as const),
        hidden: fc.subarray([...names], { maxLength: 2 }),
        scores: fc.array(score, { minLength: names.length, maxLength: names.length }),
      },
      { requiredKeys: ['scores'] },
    )
    .map(({ scores, ...rest }) => ({
      ...person,
      ...rest,
      keypoints: person.keypoints.map((keypoint, joint): Keypoint => {
        const own = scores[joint];
        return keypoint.visibility === 0 || own === undefined ? keypoint : { ...keypoint, score: own };
      }),
    }));
}

/** Poses with everything that a pose may have, or little of it. */
function arbitraryRichPose(skeleton: SkeletonName): fc.Arbitrary<Pose> {
  const names = SKELETONS[skeleton].keypointNames;
  return arbitraryPose(skeleton).chain((pose) =>
    fc
      .record(
        {
          people: fc.tuple(...pose.people.map((person) => arbitraryRichPerson(person, names))),
          id: fc.constantFrom('5', 'frame'),
          name: fc.constantFrom('dancer', 'a/b.png', 'x_keypoints'),
          extra: fc.record({ tags: fc.constant(['dance']), people: fc.constant(1) }, { requiredKeys: [] }),
        },
        { requiredKeys: ['people'] },
      )
      .map((rich) => ({ ...pose, ...rich })),
  );
}

class Differences {
  private readonly counts = new Map<string, number>();
  readonly bounds = new Map<string, number>();

  count(what: string, isDifferent = true): void {
    if (isDifferent) this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  measure(what: string, before: number, after: number): void {
    if (before === after) return;
    this.count(what);
    this.bounds.set(what, Math.max(this.bounds.get(what) ?? 0, Math.abs(before - after)));
  }

  toSorted(): [string, number][] {
    return [...this.counts].sort(([a], [b]) => (a < b ? -1 : 1));
  }
}

const differ = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b);

function compareJoint(name: string, before: Keypoint, after: Keypoint, found: Differences): void {
  if (before.visibility > 0 && after.visibility === 0) {
    found.count(`joint ${name}`);
    return;
  }
  found.measure('people[].keypoints[]', before.x, after.x);
  found.measure('people[].keypoints[]', before.y, after.y);
  found.count('visibility 1', before.visibility !== after.visibility);
  found.count('people[].keypoints[].score', before.score !== after.score);
}

function comparePerson(names: readonly string[], before: PersonPose, after: PersonPose, found: Differences): void {
  for (const [joint, name] of names.entries())
    compareJoint(name, before.keypoints[joint]!, after.keypoints[joint]!, found);
  for (const field of ['id', 'area', 'score', 'crowd', 'extra', 'hidden'] as const)
    found.count(`people[].${field}`, differ(before[field], after[field]));
  const [a, b] = [before.bbox, after.bbox];
  if (a && b) for (const side of [0, 1, 2, 3]) found.measure('people[].bbox', a[side]!, b[side]!);
  else found.count('people[].bbox', a !== b);
}

/** What a reader finds otherwise than it was, in the words of a report. */
function compare(before: Pose, after: Pose): Differences {
  const found = new Differences();
  for (const field of ['id', 'name', 'extra', 'skeleton'] as const)
    found.count(field, differ(before[field], after[field]));
  found.count('width, height', before.width !== after.width || before.height !== after.height);
  expect(after.people).toHaveLength(before.people.length);
  const names = SKELETONS[before.skeleton].keypointNames;
  if (before.skeleton === after.skeleton)
    for (const [index, person] of before.people.entries()) comparePerson(names, person, after.people[index]!, found);
  return found;
}

function sumLosses({ losses }: ConversionReport): [string, number][] {
  const counts = new Map<string, number>();
  for (const { what, count, reversible } of losses) if (!reversible) counts.set(what, (counts.get(what) ?? 0) + count);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The reader is told the size of the picture, so that shares of it can be compared; the writer must say that it was lost. */
const WITHOUT_CANVAS: readonly WritablePoseFormat[] = ['openpose', 'dwpose', 'mmpose', 'yolo-pose'];

/** What each format tells without a change of skeleton. */
const NATIVE: Readonly<Record<WritablePoseFormat, readonly SkeletonName[]>> = {
  coco: ['coco17', 'humanart21'],
  openpose: ['openpose18', 'body25', 'wholebody133'],
  controlnet: ['openpose18', 'wholebody133'],
  dwpose: ['openpose18', 'wholebody133'],
  mmpose: Object.keys(SKELETONS) as SkeletonName[],
  'yolo-pose': Object.keys(SKELETONS) as SkeletonName[],
};

function throughFile(pose: Pose, format: WritablePoseFormat, options = {}) {
  const { files, report } = formatPoseFile([pose], format, options);
  const { fileName, text } = files[0]!;
  const parsed = parsePoseFile(text, { fileName, canvas: { width: pose.width, height: pose.height } });
  return { parsed, report, text };
}

function checkReport(pose: Pose, format: WritablePoseFormat, options = {}): void {
  const { parsed, report } = throughFile(pose, format, options);
  expect(parsed.poses).toHaveLength(1);
  const found = compare(pose, parsed.poses[0]!);
  if (WITHOUT_CANVAS.includes(format)) found.count('width, height');
  expect(sumLosses(report)).toEqual(found.toSorted());
  for (const { kind, what, bound } of report.losses)
    if (kind === 'PRECISION') expect([what, found.bounds.get(what)]).toEqual([what, bound]);
  if (report.lossless) expect(parsed.poses).toEqual([pose]);
}

describe('pose formats: what a report says is what a reader finds', () => {
  const pairs = WRITABLE_POSE_FORMATS.flatMap((format) =>
    NATIVE[format].map((skeleton) => [format, skeleton] as const),
  );

  it.each(pairs)('%s of %s', (format, skeleton) => {
    fc.assert(
      fc.property(arbitraryRichPose(skeleton), (pose) => checkReport(pose, format)),
      { numRuns: Math.ceil(300 / SKELETONS[skeleton].keypointNames.length) },
    );
  });

  it('controlnet in shares of the canvas', () => {
    fc.assert(
      fc.property(arbitraryRichPose('openpose18'), (pose) =>
        checkReport(pose, 'controlnet', { coordinates: 'normalized' }),
      ),
      { numRuns: 20 },
    );
  });

  it.each<[WritablePoseFormat, SkeletonName]>([
    ['controlnet', 'openpose18'],
    ['controlnet', 'wholebody133'],
    ['coco', 'coco17'],
  ])('%s keeps a plain %s to the last bit, and calls that lossless', (format, skeleton) => {
    const keypoints = SKELETONS[skeleton].keypointNames.map((name, joint): Keypoint => {
      const isFoot = /big_toe|small_toe|heel/.test(name);
      return joint % 5 === 0 || isFoot
        ? { x: 0, y: 0, visibility: 0 }
        : { x: joint / 3, y: 1 / (joint + 1), visibility: 2 };
    });
    const extra = format === 'coco' ? { category_id: 1 } : undefined;
    const person = { id: '4', keypoints, ...(extra && { extra }) };
    const pose: Pose = {
      ...(extra && { id: '3' }),
      name: 'plain',
      skeleton,
      width: 640,
      height: 480,
      people: [person],
    };
    const { parsed, report } = throughFile(pose, format);
    expect(report.losses.filter(({ reversible }) => !reversible)).toEqual([]);
    expect(report.lossless).toBe(true);
    expect(parsed.poses).toEqual([pose]);
    expect(parsed.problems).toEqual([]);
  });

  it.each(WRITABLE_POSE_FORMATS)('%s takes every skeleton, and tells what the change cost', (format) => {
    for (const skeleton of Object.keys(SKELETONS) as SkeletonName[]) {
      const keypoints = SKELETONS[skeleton].keypointNames.map((_, x): Keypoint => ({ x, y: 1.5, visibility: 2 }));
      const pose: Pose = { name: 'a', skeleton, width: 200, height: 100, people: [{ keypoints }] };
      const { parsed, report } = throughFile(pose, format);
      expect(parsed.poses[0]!.people).toHaveLength(1);
      if (!NATIVE[format].includes(skeleton))
        expect(report.losses.some(({ what }) => what.startsWith('joint '))).toBe(true);
    }
  });

  it('gives two poses of one name two files, and refuses a format that it does not know', () => {
    const pose: Pose = { name: 'a', skeleton: 'coco17', width: 9, height: 9, people: [] };
    const { files, report } = formatPoseFile([pose, pose], 'openpose');
    expect(files.map(({ fileName }) => fileName)).toEqual(['a_keypoints.json', 'a-2_keypoints.json']);
    expect(report.losses).toContainEqual(expect.objectContaining({ what: 'name', count: 1 }));
    expect(() => formatPoseFile([pose], 'openpos' as WritablePoseFormat)).toThrow(PoseError);
    expect(() => formatPoseFile([pose], 'openpos' as WritablePoseFormat)).toThrow('Did you mean "openpose"?');
  });
});
