import { fitOrbitCamera, type Pose, projectSpatialPose } from '@contrapposto/pose';
import { lookFrom, readOrbit, turn } from './orbit.js';

const people = [{ hips: [0, 0.95, 0] as const, rotations: {} }];
const canvas = { width: 512, height: 384 };
const front = fitOrbitCamera({ people }, { aspect: 512 / 384 });
const pose = projectSpatialPose({ people, cameras: [front] }, front, canvas);
const spatial = pose as Pose & Required<Pick<Pose, 'spatial'>>;

describe('the orbit around people', () => {
  it.each([
    [0, 0],
    [90, 20],
    [-135, -60],
  ])('is read from a camera: %d around, %d above', (azimuth, elevation) => {
    expect(readOrbit(fitOrbitCamera({ people }, { azimuth, elevation }))).toEqual({ azimuth, elevation });
  });

  it('follows the pointer, goes round, and stops above and below', () => {
    expect(turn({ azimuth: 0, elevation: 0 }, 20, 10)).toEqual({ azimuth: -10, elevation: 5 });
    expect(turn({ azimuth: -175, elevation: 80 }, 20, 100)).toEqual({ azimuth: 175, elevation: 90 });
  });

  it('shows the same from the same side, and left and right changed from behind', () => {
    expect(lookFrom(spatial, { azimuth: 0, elevation: 0 }).people[0]!.keypoints).toEqual(pose.people[0]!.keypoints);
    const [before, behind] = [0, 180].map(
      (azimuth) => lookFrom(spatial, { azimuth, elevation: 0 }).people[0]!.keypoints,
    );
    const [left, right] = [5, 6];
    expect(before![left]!.x).toBeGreaterThan(before![right]!.x);
    expect(behind![left]!.x).toBeLessThan(behind![right]!.x);
  });
});
