import fc from 'fast-check';
import { getSkeleton, SKELETONS } from '../skeletons/registry.js';
import { arbitrarySpatialPose } from '../testing/arbitrary-spatial-pose.js';
import { type Keypoint, type Pose } from '../types.js';
import { createOrbitCamera, fitOrbitCamera } from './camera.js';
import { mirrorSpatialPose } from './mirror-spatial-pose.js';
import { projectSpatialPose } from './project-spatial-pose.js';
import { DEFAULT_PROPORTIONS } from './proportions.js';
import { type SpatialPose } from './types.js';
import { createRotation, multiplyQuaternions } from './vector.js';

const canvas = { width: 512, height: 512 };
const restPose: SpatialPose = { people: [{ hips: DEFAULT_PROPORTIONS.hips, rotations: {} }], cameras: [] };
/** Arms hanging. */
const standing: SpatialPose = {
  people: [
    {
      hips: DEFAULT_PROPORTIONS.hips,
      rotations: { leftUpperArm: createRotation([0, 0, 1], -80), rightUpperArm: createRotation([0, 0, 1], 80) },
    },
  ],
  cameras: [],
};

function jointsOf(pose: Pose, person = 0): Record<string, Keypoint> {
  const { keypointNames } = getSkeleton(pose.skeleton);
  return Object.fromEntries(keypointNames.map((name, index) => [name, pose.people[person]!.keypoints[index]!]));
}

function see(spatial: SpatialPose, azimuth: number, elevation = 0) {
  return jointsOf(projectSpatialPose(spatial, fitOrbitCamera(spatial, { azimuth, elevation }), canvas));
}

const hiddenOf = (joints: Record<string, Keypoint>) =>
  Object.keys(joints).filter((name) => joints[name]!.visibility === 1);

describe('projectSpatialPose', () => {
  it('shows the rest pose from the front: the own left at the right, everything visible', () => {
    const joints = see(restPose, 0);
    expect(hiddenOf(joints)).toEqual([]);
    expect(joints.left_wrist!.x).toBeGreaterThan(joints.left_elbow!.x);
    expect(joints.left_elbow!.x).toBeGreaterThan(joints.right_shoulder!.x);
    expect(joints.left_shoulder!.x + joints.right_shoulder!.x).toBeCloseTo(511, 6);
    expect(joints.nose!.y).toBeLessThan(joints.left_ankle!.y);
  });

  it('hides the face from behind, but not the ears', () => {
    expect(hiddenOf(see(restPose, 180))).toEqual(['nose', 'left_eye', 'right_eye']);
  });

  it('hides the far side from the side, and the near hip behind the hanging hand', () => {
    expect(hiddenOf(see(standing, 90))).toEqual([
      'right_eye',
      'right_ear',
      'right_shoulder',
      'right_elbow',
      'right_wrist',
      'left_hip',
      'right_hip',
      'right_knee',
      'right_ankle',
    ]);
  });

  it('hides a hand behind the back, and who stands behind another', () => {
    const behindBack: SpatialPose = {
      people: [
        {
          hips: DEFAULT_PROPORTIONS.hips,
          rotations: {
            leftUpperArm: multiplyQuaternions(createRotation([1, 0, 0], 30), createRotation([0, 0, 1], -80)),
            leftLowerArm: createRotation([0, 0, 1], -90),
          },
        },
      ],
      cameras: [],
    };
    expect(hiddenOf(see(behindBack, 0))).toEqual(['left_wrist']);
    expect(see(behindBack, 180).left_wrist!.visibility).toBe(2);

    const queue: SpatialPose = {
      people: [standing.people[0]!, { ...standing.people[0]!, hips: [0, 0.9, -0.5] }],
      cameras: [],
    };
    const pose = projectSpatialPose(queue, createOrbitCamera({ distance: 6, target: [0, 0.9, 0] }), canvas);
    expect(hiddenOf(jointsOf(pose, 0))).toEqual([]);
    expect(hiddenOf(jointsOf(pose, 1))).toEqual(expect.arrayContaining(['left_hip', 'right_shoulder']));
  });

  it('projects as a pinhole does: a metre at ten metres', () => {
    const camera = createOrbitCamera({ distance: 10, target: DEFAULT_PROPORTIONS.hips, verticalFieldOfView: 40 });
    const joints = jointsOf(projectSpatialPose(restPose, camera, { ...canvas, skeleton: 'vrm55' }));
    const focal = 256 / Math.tan((20 * Math.PI) / 180);
    expect(joints.hips).toEqual({ x: 255.5, y: 255.5, visibility: 2 });
    expect(joints.spine!.y).toBeCloseTo(255.5 - (focal * DEFAULT_PROPORTIONS.spine[1]) / 10, 9);
  });

  it('sees as large from any distance through an orthographic camera', () => {
    const look = (distance: number) =>
      projectSpatialPose(
        restPose,
        createOrbitCamera({ distance, target: [0, 0.9, 0], elevation: 20, azimuth: 30, orthographicHeight: 2 }),
        canvas,
      ).people[0]!.keypoints;
    for (const [index, { x, y }] of look(3).entries()) {
      expect(look(30)[index]!.x).toBeCloseTo(x, 9);
      expect(look(30)[index]!.y).toBeCloseTo(y, 9);
    }
  });

  it('leaves out what is behind the camera', () => {
    const inTheMiddle = createOrbitCamera({ distance: 0.3, target: [0, 0.9, 0], azimuth: 90 });
    const pose = projectSpatialPose(restPose, inTheMiddle, canvas);
    expect(jointsOf(pose).left_wrist).toEqual({ x: 0, y: 0, visibility: 0 });
  });

  it.each(Object.values(SKELETONS))('fills $name with what a body tells of', (skeleton) => {
    const pose = projectSpatialPose(restPose, fitOrbitCamera(restPose), { ...canvas, skeleton: skeleton.name });
    const untold = skeleton.keypointNames.filter((_, index) => pose.people[0]!.keypoints[index]!.visibility === 0);
    expect(untold.filter((name) => !name.startsWith('face-'))).toEqual([]);
  });

  it('fits everybody on the canvas, from every side', () => {
    fc.assert(
      fc.property(
        arbitrarySpatialPose,
        fc.integer({ min: -180, max: 180 }),
        fc.integer({ min: -90, max: 90 }),
        (spatial, azimuth, elevation) => {
          const camera = fitOrbitCamera(spatial, { azimuth, elevation, aspect: 0.5 });
          const pose = projectSpatialPose(spatial, camera, { width: 256, height: 512 });
          for (const { x, y, visibility } of pose.people.flatMap(({ keypoints }) => keypoints)) {
            expect(visibility).toBeGreaterThan(0);
            expect(x > 0 && x < 255 && y > 0 && y < 511).toBe(true);
          }
        },
      ),
      { seed: 1, numRuns: 60 },
    );
  });

  it('mirrors to the mirrored picture, and back to the very same', () => {
    fc.assert(
      fc.property(arbitrarySpatialPose, fc.integer({ min: -180, max: 180 }), (spatial, azimuth) => {
        const camera = fitOrbitCamera(spatial, { azimuth, elevation: 10 });
        const mirrored = mirrorSpatialPose({ ...spatial, cameras: [camera] });
        expect(mirrorSpatialPose(mirrored)).toEqual({ ...spatial, cameras: [camera] });
        const [plain, seen] = [
          projectSpatialPose(spatial, camera, canvas),
          projectSpatialPose(mirrored, mirrored.cameras[0]!, canvas),
        ];
        for (const [index, person] of plain.people.entries()) {
          expect(511 - seen.people[index]!.keypoints[5]!.x).toBeCloseTo(person.keypoints[6]!.x, 6);
          expect(seen.people[index]!.keypoints[10]!.y).toBeCloseTo(person.keypoints[9]!.y, 6);
        }
      }),
      { seed: 2, numRuns: 60 },
    );
  });

  it.each([
    [
      'a bone that is none',
      { hips: [0, 1, 0], rotations: { leftUperArm: [0, 0, 0, 1] } },
      'Did you mean "leftUpperArm"',
    ],
    ['a rotation without direction', { hips: [0, 1, 0], rotations: { hips: [0, 0, 0, 0] } }, 'a unit quaternion'],
    ['hips nowhere', { hips: [0, NaN, 0], rotations: {} }, 'hips of three finite numbers'],
  ])('refuses %s', (_, person, message) => {
    const spatial = { people: [person], cameras: [] } as unknown as SpatialPose;
    const look = () => projectSpatialPose(spatial, fitOrbitCamera(restPose), canvas);
    expect(look).toThrow(expect.objectContaining({ code: 'INVALID_POSE', message: expect.stringContaining(message) }));
  });

  it('refuses a camera that looks nowhere', () => {
    const camera = fitOrbitCamera(restPose);
    const look = (change: object) => () => projectSpatialPose(restPose, { ...camera, ...change }, canvas);
    expect(look({ target: camera.position })).toThrow('a target away from the position');
    expect(look({ up: [0, 0, 1] })).toThrow('an up that is not along the direction of view');
    expect(look({ verticalFieldOfView: 180 })).toThrow('in 0..180 degrees, got 180');
  });
});
