import fc from 'fast-check';
import { PoseError } from '../../errors.js';
import { DEFAULT_PROPORTIONS } from '../../spatial/proportions.js';
import { createRotation } from '../../spatial/vector.js';
import { arbitrarySpatialPerson } from '../../testing/arbitrary-spatial-pose.js';
import { mutateBytes } from '../../testing/mutate-bytes.js';
import { mutateJson } from '../../testing/mutate-json.js';
import { encodeUtf8 } from '../utf8.js';
import { formatVrmPose, parseVrmPose } from './vrm-pose.js';

const fileName = 'sit.vrmpose.json';

describe('VRM pose', () => {
  it.each(['1.0', '0.x'] as const)('%s: comes back to the last bit where the report says lossless', (version) => {
    let lossless = 0;
    fc.assert(
      fc.property(arbitrarySpatialPerson, (person) => {
        const { text, report } = formatVrmPose(person, { version });
        const { person: again, problems } = parseVrmPose(text, { fileName, version });
        expect(problems).toEqual([]);
        expect(again.rotations).toEqual(person.rotations);
        const error = Math.max(...again.hips.map((value, axis) => Math.abs(value - person.hips[axis]!)));
        const bound = report.losses.find(({ what }) => what === 'hips')?.bound ?? 0;
        if (!person.proportions) expect(error).toBeLessThanOrEqual(bound);
        if (report.lossless) expect(again).toEqual(person);
        if (report.lossless) lossless++;
      }),
      { seed: 5, numRuns: 100 },
    );
    expect(lossless).toBeGreaterThan(0);
  });

  it('turns poses of VRM 0.x half round', () => {
    const text = '{"hips": {"position": [0.1, 0.2, 0.3]}, "leftUpperArm": {"rotation": [0.6, 0, 0, 0.8]}}';
    const { person } = parseVrmPose(text, { fileName, version: '0.x' });
    const { hips } = DEFAULT_PROPORTIONS;
    expect(person.hips).toEqual([hips[0] - 0.1, hips[1] + 0.2, hips[2] - 0.3]);
    expect(person.rotations.leftUpperArm).toEqual([-0.6, 0, 0, 0.8]);
  });

  it('leaves out what is no bone or no rotation, and positions of limbs, and says so', () => {
    const text = JSON.stringify({
      leftUperArm: { rotation: [0, 0, 0, 1] },
      head: { rotation: [0, 0, 0, 0] },
      neck: 5,
      spine: { rotation: [...createRotation([1, 0, 0], 20)], position: [0, 0.1, 0] },
    });
    const { person, problems, report } = parseVrmPose(text, { fileName });
    expect(Object.keys(person.rotations)).toEqual(['spine']);
    expect(problems.map(({ message }) => message)).toEqual([
      'Expected a bone of the humanoid, such as leftUpperArm, got "leftUperArm" (sit.vrmpose.json, joint leftUperArm, bone).',
      'Expected an object, got 5 (sit.vrmpose.json, joint neck, bone).',
      'Expected a quaternion of four numbers, got a list of 4 (sit.vrmpose.json, joint head, rotation).',
    ]);
    expect(report.losses).toMatchObject([{ kind: 'DROPPED', what: 'spine.position' }]);
  });

  it('survives 1,000 mutated files, and 1,000 with mutated values', () => {
    const person = { hips: [0, 1, 0], rotations: { hips: createRotation([0, 1, 0], 30), head: [0, 0, 0, 1] } } as const;
    const { text } = formatVrmPose(person);
    for (let seed = 1; seed <= 1000; seed++)
      for (const input of [mutateBytes(encodeUtf8(text), seed), JSON.stringify(mutateJson(JSON.parse(text), seed))])
        try {
          parseVrmPose(input, { fileName });
        } catch (error) {
          expect(error).toBeInstanceOf(PoseError);
        }
  });

  it('refuses what is no object, and what is too large', () => {
    expect(() => parseVrmPose('[]', { fileName })).toThrow('an object of bones with rotations');
    expect(() => parseVrmPose('['.repeat(1000), { fileName })).toThrow('at most 8 levels');
    expect(() => parseVrmPose(' '.repeat(2e6), { fileName })).toThrow('at most 1048576 bytes');
  });
});
