import { convertPose } from '../convert-pose.js';
import { expectClose } from '../testing/expect-close.js';
import { createStandingPose } from '../testing/standing-pose.js';
import { type Pose } from '../types.js';
import { composePoses } from './compose-poses.js';
import { type OperationParameter } from './operation.js';
import { applyOperation, POSE_OPERATIONS } from './pose-operations.js';

const pose = createStandingPose('wholebody133');
const withHands: Pose = {
  ...pose,
  people: [
    { keypoints: pose.people[0]!.keypoints.map((joint, i) => (i < 91 ? joint : { x: i, y: i, visibility: 2 })) },
  ],
};

/** A value that a parameter accepts, and one that it refuses. */
function exampleOf(parameter: OperationParameter): [good: unknown, bad: unknown] {
  switch (parameter.type) {
    case 'number':
      return [parameter.default ?? Math.max(parameter.least, 1), parameter.most + 1];
    case 'flag':
      return [true, 'yes'];
    case 'choice':
      return [parameter.choices[0], 'none of them'];
    case 'joints':
      return [['arms'], []];
    case 'joint':
      return ['nose', 7];
    case 'pose':
      return [withHands, { people: [] }];
  }
}

describe('POSE_OPERATIONS', () => {
  it('have names of their own, and are data but for the doing', () => {
    const names = POSE_OPERATIONS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { apply: _, ...data } of POSE_OPERATIONS) expect(JSON.parse(JSON.stringify(data))).toEqual(data);
  });

  describe.each(POSE_OPERATIONS)('$name', ({ name, parameters }) => {
    const entries = Object.entries(parameters);
    const good = Object.fromEntries(entries.map(([key, parameter]) => [key, exampleOf(parameter)[0]]));

    it('can be done to people and to nobody', () => {
      const done = applyOperation(withHands, { name, ...good });
      expect(done.people[0]!.keypoints).toHaveLength(133);
      const nobody = applyOperation({ ...withHands, people: [] }, { name, ...good });
      expect(nobody.people).toHaveLength(name === 'add-people' ? 1 : 0);
    });

    it('wants what has no default, and refuses what is wrong', () => {
      for (const [key, parameter] of entries) {
        const { [key]: _, ...lacking } = good;
        const isNeeded = !parameter.optional && !('default' in parameter);
        if (isNeeded) expect(() => applyOperation(withHands, { name, ...lacking })).toThrow('got nothing');
        else expect(() => applyOperation(withHands, { name, ...lacking })).not.toThrow();
        expect(() => applyOperation(withHands, { name, ...good, [key]: exampleOf(parameter)[1] })).toThrow(
          expect.objectContaining({ code: 'INVALID_OPERATION', message: expect.stringContaining(`${key} of ${name}`) }),
        );
      }
    });
  });

  it('name the nearest of what there is not', () => {
    expect(() => applyOperation(pose, { name: 'miror' })).toThrow('Did you mean "mirror"?');
    expect(() => applyOperation(pose, { name: 'blend', pose, wieght: 1 })).toThrow('Did you mean "weight"?');
    expect(() => applyOperation(pose, { name: 'copy-hand', from: 'rigth' })).toThrow(
      'to be one of left, right, got "rigth".',
    );
  });
});

describe('composePoses', () => {
  const standing = createStandingPose();
  const named: Pose = { ...standing, people: [{ ...standing.people[0]!, id: '7', bbox: [30, 10, 40, 82] }] };

  it('places people by scale and offset, the farther first', () => {
    const composed = composePoses(
      [
        { pose: named, x: 10, y: 20, scale: 2, z: 1 },
        { pose: convertPose(standing, 'openpose18').pose, x: -5 },
      ],
      { width: 300, height: 200 },
    );
    expect(composed).toMatchObject({ skeleton: 'coco17', width: 300, height: 200 });
    const [far, near] = composed.people;
    expect(far!.keypoints[0]).toEqual({ x: 45, y: 12, visibility: 2 });
    expect(near).toMatchObject({ bbox: [70, 40, 80, 164], keypoints: expect.any(Array) });
    expect(near!.keypoints[0]).toEqual({ x: 110, y: 44, visibility: 2 });
    expect(near!.id).toBeUndefined();
  });

  it('of one pose on its canvas is that pose', () => {
    expectClose(composePoses([{ pose: standing }], standing), standing, 0);
    expect(applyOperation(named, { name: 'add-people', pose: standing, x: 20 }).people[0]).toEqual(named.people[0]);
    expect(applyOperation(named, { name: 'add-people', pose: standing, behind: true }).people[1]).toEqual(
      named.people[0],
    );
  });

  it('refuses nothing at all, and no size', () => {
    expect(() => composePoses([], { width: 9, height: 9 })).toThrow('Expected a pose to compose, got none.');
    expect(() => composePoses([{ pose: standing, scale: 0 }], standing)).toThrow('Expected a scale above 0, got 0.');
    expect(() => composePoses([{ pose: standing }], { width: 0, height: 9 })).toThrow('got 0 x 9');
  });
});
