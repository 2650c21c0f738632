import { type Pose } from '../types.js';

/** The same joints with the same flags, coordinates within a millionth of a pixel; boxes and other fields do not count. */
export function expectClose(actual: Pose, expected: Pose, tolerance = 1e-6): void {
  const bare = ({ people }: Pose) => people.map(({ keypoints }) => keypoints);
  const flags = (pose: Pose) => bare(pose).map((joints) => joints.map(({ visibility, score }) => [visibility, score]));
  expect(flags(actual)).toEqual(flags(expected));
  const far = bare(actual).flatMap((joints, person) =>
    joints.flatMap(({ x, y }, joint) => {
      const { x: expectedX, y: expectedY } = bare(expected)[person]![joint]!;
      return Math.hypot(x - expectedX, y - expectedY) <= tolerance
        ? []
        : [{ person, joint, x, y, expectedX, expectedY }];
    }),
  );
  expect(far).toEqual([]);
}
