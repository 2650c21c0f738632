import { type Keypoint, type Pose } from '../types.js';
import { describePerson, describePose, DESCRIPTOR_JOINTS, mirrorDescriptor } from './pose-descriptor.js';
import { computePoseDistance, explainPoseDistance } from './pose-distance.js';

// prettier-ignore
const STANDING = [
  [0.5, 0.12], [0.53, 0.1], [0.47, 0.1], [0.56, 0.12], [0.44, 0.12], [0.6, 0.25], [0.4, 0.25], [0.66, 0.4], [0.34, 0.4],
  [0.7, 0.54], [0.25, 0.3], [0.56, 0.52], [0.44, 0.52], [0.57, 0.72], [0.43, 0.72], [0.58, 0.92], [0.42, 0.92],
] as const;
const JOINT = Object.fromEntries(DESCRIPTOR_JOINTS.map((name, joint) => [name, joint]));

type Move = (x: number, y: number) => readonly [number, number];

function drawPerson(move: Move = (x, y) => [x, y], changes: Record<string, Partial<Keypoint>> = {}) {
  const keypoints = STANDING.map(([px, py], joint): Keypoint => {
    const [x, y] = move(512 * px, 512 * py);
    return { x, y, visibility: 2, ...changes[DESCRIPTOR_JOINTS[joint]!] };
  });
  return { keypoints };
}
const describeChanged = (changes: Record<string, Partial<Keypoint>>) => describePerson(drawPerson(undefined, changes))!;

const standing = describePerson(drawPerson())!;
const hidden = { x: 0, y: 0, visibility: 0 } as const;

describe('a pose descriptor', () => {
  it('has its centre at 0 and radius 1', () => {
    const { coordinates } = standing;
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    const [x, y] = [0, 1].map((axis) => [...coordinates].filter((_, i) => i % 2 === axis)) as [number[], number[]];
    expect(sum(x)).toBeCloseTo(0, 5);
    expect(sum(y)).toBeCloseTo(0, 5);
    expect(sum([...coordinates].map((value) => value ** 2)) / 17).toBeCloseTo(1, 6);
  });

  it('tells labelled joints from visible ones', () => {
    const { labelled, visible, coordinates } = describeChanged({ nose: hidden, left_wrist: { visibility: 1 } });
    expect((labelled >> JOINT.nose!) & 1).toBe(0);
    expect([...coordinates.subarray(0, 2)]).toEqual([0, 0]);
    expect((labelled >> JOINT.left_wrist!) & 1).toBe(1);
    expect((visible >> JOINT.left_wrist!) & 1).toBe(0);
    const hiding = describePerson({ ...drawPerson(), hidden: ['right_ear'] })!;
    expect(hiding).toEqual({ ...standing, visible: standing.visible & ~(1 << JOINT.right_ear!) });
  });

  it('is null where there is no shape', () => {
    const keypoint = { x: 4, y: 5, visibility: 2 } as const;
    expect(describePerson({ keypoints: [] })).toBeNull();
    expect(describePerson({ keypoints: [keypoint, { ...keypoint, x: 9 }] })).toBeNull();
    expect(describePerson({ keypoints: STANDING.map(() => keypoint) })).toBeNull();
    expect(describePerson({ keypoints: STANDING.map(([x]) => ({ ...keypoint, x: x * 1e308 * 17 })) })).toBeNull();
  });

  it('comes from any skeleton', () => {
    const pose: Pose = { skeleton: 'humanart21', width: 512, height: 512, people: [drawPerson()] };
    const extra = { ...pose, people: [{ keypoints: [...drawPerson().keypoints, hidden, hidden, hidden, hidden] }] };
    expect(describePose(extra)).toEqual([standing]);
    expect(describePose({ ...pose, skeleton: 'coco17' })).toEqual([standing]);
  });

  it('is itself after two mirrors', () => {
    const some = describeChanged({ left_eye: hidden, right_ankle: { visibility: 1 } });
    expect(mirrorDescriptor(mirrorDescriptor(some))).toEqual(some);
    expect(computePoseDistance(some, mirrorDescriptor(some))).toBeGreaterThan(0.01);
    expect(computePoseDistance(some, mirrorDescriptor(some), { mirror: true })).toBeGreaterThanOrEqual(0);
  });
});

describe('the pose distance', () => {
  const raised = describeChanged({ left_wrist: { x: 340, y: 60 } });

  it('takes no notice of place and size', () => {
    const moved = describePerson(drawPerson((x, y) => [3 * x - 800, 3 * y + 45]))!;
    // Float32 coordinates: 2^-24 squared, and far below what a pixel makes.
    expect(computePoseDistance(standing, moved)).toBeLessThan(1e-13);
    expect(computePoseDistance(standing, raised)).toBeGreaterThan(0.01);
  });

  it('takes notice of the angle unless told not to, and finds it', () => {
    const angle = 0.7;
    const turn: Move = (x, y) => [x * Math.cos(angle) - y * Math.sin(angle), x * Math.sin(angle) + y * Math.cos(angle)];
    const turned = describePerson(drawPerson(turn))!;
    expect(computePoseDistance(standing, turned)).toBeGreaterThan(0.2);
    const explanation = explainPoseDistance(standing, turned, { rotation: true })!;
    expect(explanation.distance).toBeLessThan(1e-12);
    expect(explanation.turn).toBeCloseTo(-angle, 6);
  });

  it('compares arms alone whatever the legs do', () => {
    const joints = DESCRIPTOR_JOINTS.slice(0, 11);
    const kicking = describeChanged({ left_ankle: { x: 500, y: 250 }, left_knee: { x: 400, y: 260 } });
    expect(computePoseDistance(standing, kicking)).toBeGreaterThan(0.05);
    expect(computePoseDistance(standing, kicking, { joints })).toBeLessThan(1e-12);
  });

  it('charges for joints that the other lacks, and not for those that the query lacks', () => {
    const headless = describeChanged({ nose: hidden, left_eye: hidden, right_eye: hidden });
    expect(computePoseDistance(standing, headless)).toBeCloseTo((3 * 0.25) / 17, 12);
    expect(computePoseDistance(standing, headless, { missingJointCost: 0 })).toBeLessThan(1e-12);
    expect(computePoseDistance(headless, standing)).toBeLessThan(1e-12);
  });

  it('is Infinity where fewer than three joints are shared', () => {
    const joints = ['nose', 'left_eye', 'right_eye', 'left_wrist'];
    const other = describeChanged({ nose: hidden, left_eye: hidden });
    expect(computePoseDistance(standing, other, { joints })).toBe(Infinity);
    expect(explainPoseDistance(standing, other, { joints })).toBeNull();
  });

  it.each([
    {},
    { mirror: true },
    { rotation: true },
    { rotation: true, mirror: true, joints: DESCRIPTOR_JOINTS.slice(3, 12) },
  ])('is explained by what each joint adds: %j', (comparison) => {
    const other = mirrorDescriptor(describeChanged({ left_elbow: { x: 360, y: 215 }, right_ear: hidden }));
    const { joints, distance, mirrored } = explainPoseDistance(standing, other, comparison)!;
    const sum = joints.reduce((total, joint) => total + joint.distance, 0);
    expect(sum).toBeCloseTo(distance, 12);
    expect(distance).toBe(computePoseDistance(standing, other, comparison));
    expect(mirrored).toBe('mirror' in comparison);
    expect(joints.reduce((total, { share }) => total + share, 0)).toBeCloseTo(1, 9);
    // In a mirror the query's own joint is named, not its partner.
    if (mirrored) expect(joints.find(({ missing }) => missing)?.joint).toBe('right_ear');
    expect(joints).toHaveLength('joints' in comparison ? 9 : 17);
  });

  it('puts the joint that moved first', () => {
    expect(explainPoseDistance(standing, raised)!.joints[0]).toMatchObject({ joint: 'left_wrist', missing: false });
  });
});
