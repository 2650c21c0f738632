import fc from 'fast-check';
import { PoseError } from '../../errors.js';
import { computeBonePlacements } from '../../spatial/forward-kinematics.js';
import { HUMANOID_BONES, type HumanoidBone, REQUIRED_BONES } from '../../spatial/humanoid.js';
import { DEFAULT_PROPORTIONS } from '../../spatial/proportions.js';
import { computeAngleBetween, computeLength, createRotation, IDENTITY, subtractVectors } from '../../spatial/vector.js';
import { arbitrarySpatialPerson } from '../../testing/arbitrary-spatial-pose.js';
import { mutateBytes } from '../../testing/mutate-bytes.js';
import { encodeUtf8 } from '../utf8.js';
import { formatBvh } from './format-bvh.js';
import { parseBvh, streamBvh } from './parse-bvh.js';

const fileName = 'walk.bvh';
const joint = (name: string, offset: string, ...children: string[]) =>
  `JOINT ${name}\n{\nOFFSET ${offset}\nCHANNELS 3 Zrotation Xrotation Yrotation\n${children.join('\n')}\n}`;
const end = 'End Site\n{\nOFFSET 0 1 0\n}';

/** CMU's names and unit, arms hanging at rest, z up, facing -y. */
function createCmuText(frames: readonly string[]): string {
  const arm = (side: string, x: number) =>
    joint(
      `${side}Shoulder`,
      '0 0 2',
      joint(`${side}Arm`, `${x} 0 1`, joint(`${side}ForeArm`, '0 0 -5', joint(`${side}Hand`, '0 0 -4', end))),
    );
  const leg = (side: string, x: number) =>
    joint(
      `${side[0]}HipJoint`,
      '0 0 0',
      joint(`${side}UpLeg`, `${x} 0 -1`, joint(`${side}Leg`, '0 0 -7', joint(`${side}Foot`, '0 0 -7', end))),
    );
  const spine1 = joint(
    'Spine1',
    '0 0 2',
    joint('Neck', '0 0 3', joint('Head', '0 0 1', end)),
    arm('Left', 4),
    arm('Right', -4),
  );
  const spine = joint('LowerBack', '0 0 1', joint('Spine', '0 0 2', spine1));
  return [
    'HIERARCHY',
    'ROOT Hips\n{\nOFFSET 0 0 0\nCHANNELS 6 Xposition Yposition Zposition Zrotation Yrotation Xrotation',
    leg('Left', 2),
    leg('Right', -2),
    spine,
    '}',
    `MOTION\nFrames: ${frames.length}\nFrame Time: .05`,
    ...frames,
  ].join('\n');
}
const CHANNELS = 6 + 3 * 21;
const still = ['0 0 16', ...Array<string>(CHANNELS - 3).fill('0')].join(' ');

async function* inPieces(text: string, size: number) {
  const bytes = encodeUtf8(text);
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

describe('parseBvh', () => {
  it('tells unit, axes and bones of a CMU hierarchy, and measures hanging arms against a T-pose', () => {
    const { clip, facts, problems, report } = parseBvh(createCmuText([still, still]), { fileName });
    expect(problems).toEqual([]);
    expect(facts).toMatchObject({ unit: 0.0254 / 0.45, axes: { up: 'z', forward: '-y' }, frameTime: 0.05 });
    expect(facts.bones).toMatchObject({
      spine: 'LowerBack',
      chest: 'Spine',
      upperChest: 'Spine1',
      leftUpperArm: 'LeftArm',
      rightFoot: 'RightFoot',
    });
    expect(report.losses.map(({ kind, what }) => `${kind} ${what}`)).toEqual([
      'SYNTHESIZED unit',
      'SYNTHESIZED axes',
      'MERGED joint LHipJoint',
      'MERGED joint RHipJoint',
    ]);
    expect(clip.frames.map(({ time }) => time)).toEqual([0, 0.05]);

    const { person } = clip.frames[1]!;
    const placed = computeBonePlacements(person);
    expect(placed.hips.position[1]).toBeCloseTo((16 * 0.0254) / 0.45, 9);
    expect(placed.leftHand.position).toEqual([4, 15, 0].map((value) => expect.closeTo((value * 0.0254) / 0.45, 9)));
    expect(person.rotations.leftUpperArm).toEqual(
      [0, 0, -Math.SQRT1_2, Math.SQRT1_2].map((part) => expect.closeTo(part, 9)),
    );
    expect(person.rotations.leftLowerArm).toEqual([0, 0, 0, 1].map((part) => expect.closeTo(part, 9)));
    expect(person.rotations.spine).toEqual([0, 0, 0, 1].map((part) => expect.closeTo(part, 9)));
  });

  it('takes unit, axes and names from the caller', () => {
    const text = createCmuText([still]).replaceAll('LeftHand', 'Griffel');
    const { facts, report, problems } = parseBvh(text, {
      fileName,
      unit: 0.05,
      axes: { up: 'z', forward: 'x' },
      boneNames: { Griffel: 'leftHand' },
    });
    expect(facts).toMatchObject({ unit: 0.05, axes: { up: 'z', forward: 'x' }, bones: { leftHand: 'Griffel' } });
    expect(report.losses.map(({ kind }) => kind)).toEqual(['MERGED', 'MERGED']);
    expect(problems).toEqual([]);
    expect(parseBvh(text, { fileName }).problems).toMatchObject([{ code: 'MISSING_BONE', severity: 'warning' }]);
  });

  it('leaves out lines that are no frames, and says which', () => {
    const frames = [still, `${still} 1`, '0 0', still.replace('16', 'nan'), still.replace('16', '1e9'), '', still];
    const { clip, problems, problemCount } = parseBvh(createCmuText(frames), { fileName });
    expect(clip.frames).toHaveLength(2);
    expect(problems.map(({ code, record, index }) => [code, record, index])).toEqual([
      ['WRONG_LENGTH', 'frame', 1],
      ['WRONG_LENGTH', 'frame', 2],
      ['OUT_OF_RANGE', 'frame', 3],
      ['OUT_OF_RANGE', 'frame', 4],
      ['COUNT_MISMATCH', 'file', null],
    ]);
    expect(problems[0]!.message).toContain(`Expected ${CHANNELS} numbers, got more (walk.bvh, frame at index 1`);
    expect(problemCount).toBe(5);
  });

  it.each([
    ['nothing', '', 'INVALID_FILE', 'Expected HIERARCHY, got the end of the header'],
    ['another file', '{"images": []}', 'INVALID_FILE', 'Expected HIERARCHY'],
    ['no frames', createCmuText([]), 'INVALID_FILE', 'at least one frame'],
    [
      'an unknown channel',
      createCmuText([still]).replace('Xposition', 'Wposition'),
      'INVALID_FILE',
      'a channel such as',
    ],
    ['an offset too far', createCmuText([still]).replace('0 0 -7', '0 0 -1e300'), 'INVALID_FILE', 'an offset up to'],
    ['a joint without an offset', createCmuText([still]).replace('OFFSET 0 0 -7', ''), 'INVALID_FILE', 'an OFFSET of'],
    [
      'a hierarchy without an end',
      createCmuText([still]).replace('MOTION', '{ MOTION'),
      'INVALID_FILE',
      'Expected MOTION',
    ],
    ['depth', `HIERARCHY ROOT a { ${'JOINT a { '.repeat(1e4)}`, 'LIMIT_EXCEEDED', '512 below one another'],
  ])('refuses %s', (_, text, code, message) => {
    expect(() => parseBvh(text, { fileName })).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    );
  });

  it('refuses what goes beyond its limits', () => {
    const text = createCmuText([still, still, still]);
    const read = (limits: object) => () => parseBvh(text, { fileName, limits });
    expect(read({ maxFrames: 2 })).toThrow('at most 2 frames');
    expect(read({ maxJoints: 5 })).toThrow('at most 5 joints');
    expect(read({ maxHeaderBytes: 100 })).toThrow('a hierarchy of at most 100 bytes');
    expect(() => parseBvh(`${text}${' 1'.repeat(100)}`, { fileName, limits: { maxLineBytes: 200 } })).toThrow(
      'at most 200 bytes',
    );
  });

  it('survives 1,000 mutated files: frames and problems, or a PoseError', () => {
    const original = encodeUtf8(createCmuText([still, still]));
    let refused = 0;
    for (let seed = 1; seed <= 1000; seed++) {
      try {
        const { clip } = parseBvh(mutateBytes(original, seed), {
          fileName,
          limits: { maxJoints: 100, maxFrames: 100 },
        });
        for (const { person } of clip.frames) expect(person.hips.every(Number.isFinite)).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(PoseError);
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(50);
    expect(refused).toBeLessThan(950);
  });
});

describe('streamBvh', () => {
  it.each([1, 7, 1000, 1e6])('reads the same in pieces of %d bytes, with progress', async (size) => {
    const text = createCmuText([still, '0 0', still.replace('16', '17.25')]);
    const progress: number[] = [];
    const stream = streamBvh(inPieces(text, size), { fileName, onProgress: ({ bytes }) => progress.push(bytes) });
    const frames = [];
    for await (const frame of stream) frames.push(frame);
    const whole = parseBvh(text, { fileName });
    expect(frames).toEqual(whole.clip.frames);
    expect([stream.facts, stream.problems, stream.report]).toEqual([whole.facts, whole.problems, whole.report]);
    expect(progress.at(-1)).toBe(encodeUtf8(text).length);
  });
});

describe('formatBvh', () => {
  it.each(['vrm', 'mixamo'] as const)('%s: what is written is read again, within what the report says', (names) => {
    fc.assert(
      fc.property(fc.array(arbitrarySpatialPerson, { minLength: 1, maxLength: 2 }), (people) => {
        const frames = people.map((person, index) => ({ time: index / 25, person: { ...people[0]!, ...person } }));
        const { text, report } = formatBvh({ frames }, { names });
        const { clip, facts, problems } = parseBvh(text, { fileName, unit: 0.01 });
        expect(problems).toEqual([]);
        expect(facts).toMatchObject({
          axes: { up: 'y', forward: 'z' },
          frameTime: expect.closeTo(frames.length > 1 ? 0.04 : 1 / 30, 7),
        });
        const { bound = 0 } = report.losses.find(({ what }) => what === 'rotations')!;
        for (const [index, { person }] of clip.frames.entries()) {
          const wanted = frames[index]!.person;
          const angleOf = (bone: HumanoidBone) =>
            computeAngleBetween(person.rotations[bone] ?? IDENTITY, wanted.rotations[bone] ?? IDENTITY);
          expect(Math.max(...HUMANOID_BONES.map(angleOf))).toBeLessThan(bound);
          expect(computeLength(subtractVectors(person.hips, wanted.hips))).toBeLessThan(1e-7);
        }
      }),
      { seed: 4, numRuns: 25 },
    );
  });

  it('writes fingers only where they move', () => {
    const rest = { hips: DEFAULT_PROPORTIONS.hips, rotations: {} };
    const bent = { ...rest, rotations: { leftIndexDistal: createRotation([0, 0, 1], -30) } };
    const write = (person: object) => formatBvh({ frames: [{ time: 0, person: person as typeof rest }] }).text;
    const names = (text: string) => [...text.matchAll(/(?:ROOT|JOINT) (\w+)/g)].map(([, name]) => name);
    expect(names(write(rest))).toEqual(expect.arrayContaining([...REQUIRED_BONES]));
    expect(names(write(rest))).toHaveLength(22);
    expect(names(write(bent)).filter((name) => !names(write(rest)).includes(name))).toEqual([
      'leftIndexProximal',
      'leftIndexIntermediate',
      'leftIndexDistal',
    ]);
  });

  it('tells of every kind of loss', () => {
    const person = { hips: DEFAULT_PROPORTIONS.hips, rotations: {} };
    const frames = [1, 1.5, 1.7].map((time) => ({ time, person }));
    const { report } = formatBvh({ name: 'walk', frames });
    expect(report.losses.map(({ kind, what }) => `${kind} ${what}`)).toEqual([
      'PRECISION rotations',
      'DROPPED hips at rest',
      'PRECISION hips and proportions',
      'DROPPED frames[0].time',
      'PRECISION length of a frame',
      'PRECISION frames[].time',
      'DROPPED name',
      'SYNTHESIZED End Site',
    ]);
    expect(report.lossless).toBe(false);
  });

  it('refuses a clip without frames', () => {
    expect(() => formatBvh({ frames: [] })).toThrow('a clip with at least one frame');
  });
});
