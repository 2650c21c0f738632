import fc from 'fast-check';
import { arbitraryRotation } from '../testing/arbitrary-spatial-pose.js';
import { computeEulerAngles, createRotationFromEuler } from './euler.js';
import { computeAngleBetween, createRotation } from './vector.js';

const ORDERS = [
  ['x', 'y', 'z'],
  ['x', 'z', 'y'],
  ['y', 'x', 'z'],
  ['y', 'z', 'x'],
  ['z', 'x', 'y'],
  ['z', 'y', 'x'],
] as const;

describe.each(ORDERS)('Euler angles %s%s%s', (...order) => {
  it('give the rotation again', () => {
    fc.assert(
      fc.property(arbitraryRotation, (rotation) => {
        const again = createRotationFromEuler(order, computeEulerAngles(rotation, order));
        expect(computeAngleBetween(rotation, again)).toBeLessThan(1e-5);
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  it.each([90, -90])('give the rotation again where the middle one is %d degrees', (middle) => {
    const rotation = createRotationFromEuler(order, [25, middle, 40]);
    const angles = computeEulerAngles(rotation, order);
    expect(computeAngleBetween(rotation, createRotationFromEuler(order, angles))).toBeLessThan(1e-4);
  });
});

describe('createRotationFromEuler', () => {
  it('turns about the own axes in the order listed', () => {
    const rotation = createRotationFromEuler(['z', 'x'], [90, 90]);
    const [x, y, z, w] = rotation;
    // A quarter about z, then one about the turned x: about (1, 1, 1) by a third of a whole turn.
    expect([x, y, z, w]).toEqual([0.5, 0.5, 0.5, 0.5].map((part) => expect.closeTo(part, 12)));
    expect(createRotationFromEuler(['y'], [30])).toEqual(createRotation([0, 1, 0], 30));
  });
});
