import { type BonePlacements } from './forward-kinematics.js';
import { type HumanoidBone } from './humanoid.js';
import { DEFAULT_HEAD, DEFAULT_HEIGHT } from './proportions.js';
import {
  addVectors,
  computeDot,
  computeLength,
  normalizeVector,
  rotateVector,
  scaleVector,
  subtractVectors,
  type Vec3,
} from './vector.js';

/** A part of a body: everything within `radius` of the line from `from` to `to`, metres. */
export interface Capsule {
  readonly from: Vec3;
  readonly to: Vec3;
  readonly radius: number;
  /** The bones whose beginnings belong to this part, and which it therefore never hides. */
  readonly bones: readonly HumanoidBone[];
  /** By how much this part must lie before a joint to hide it, metres. */
  readonly cover: number;
}

type Part = readonly [from: HumanoidBone, to: HumanoidBone, share: number, ...more: readonly HumanoidBone[]];

const sides = (parts: readonly Part[]): readonly Part[] =>
  parts.flatMap((part) => [part, part.map((word) => toRight(word)) as unknown as Part]);
const toRight = (word: string | number) => (typeof word === 'string' ? word.replace('left', 'right') : word);

/** Radii as shares of the height: those of a slim adult, so that what only nearly covers a joint leaves it visible. */
const PARTS: readonly Part[] = [
  ['hips', 'upperChest', 0.066, 'spine', 'chest'],
  ['upperChest', 'neck', 0.05],
  ['neck', 'head', 0.032],
  ...sides([
    ['leftUpperArm', 'leftLowerArm', 0.027],
    ['leftLowerArm', 'leftHand', 0.021],
    ['leftHand', 'leftMiddleDistal', 0.02],
    ['leftUpperLeg', 'leftLowerLeg', 0.042],
    ['leftLowerLeg', 'leftFoot', 0.03],
    ['leftFoot', 'leftToes', 0.022],
  ]),
];

/**
 * A joint lies inside the body: what covers it by less than this is its own flesh, or rests on it. Share of the height. The hip
 * joints lie deep in the trunk, and still count as seen from the front.
 */
const COVER = 0.05;
const TRUNK_COVER = 0.09;

/** Of the head. */
const SKULL = { height: 0.5, depth: 0.04, radius: 0.36 };

/** A body as capsules. @param scale how large it is beside the default one. */
export function createCapsules(placements: BonePlacements, scale: number): readonly Capsule[] {
  const { position, rotation } = placements.head;
  const at = rotateVector(rotation, scaleVector([0, SKULL.height, SKULL.depth], DEFAULT_HEAD * scale));
  const skull = addVectors(position, at);
  const height = DEFAULT_HEIGHT * scale;
  const parts = PARTS.map(([from, to, share, ...more]): Capsule => {
    const [radius, cover] = [share * height, (from === 'hips' ? TRUNK_COVER : COVER) * height];
    return { from: placements[from].position, to: placements[to].position, radius, bones: [from, to, ...more], cover };
  });
  return [
    ...parts,
    {
      from: skull,
      to: skull,
      radius: SKULL.radius * DEFAULT_HEAD * scale,
      bones: ['head', 'neck'],
      cover: COVER * height,
    },
  ];
}

/**
 * How far along a ray from `origin` in the unit `direction` a capsule begins, metres; Infinity where the ray passes it by.
 * Solves |p - q| = r for the cylinder, then for the two balls at its ends.
 */
export function intersectCapsule(origin: Vec3, direction: Vec3, { from, to, radius }: Capsule): number {
  const axis = subtractVectors(to, from);
  const start = subtractVectors(origin, from);
  const length2 = computeDot(axis, axis);
  const balls = Math.min(
    intersectBall(start, direction, radius),
    intersectBall(subtractVectors(origin, to), direction, radius),
  );
  if (length2 < 1e-12) return balls;
  const [along, ahead] = [computeDot(axis, direction), computeDot(axis, start)];
  const a = length2 - along * along;
  const b = length2 * computeDot(direction, start) - ahead * along;
  const c = length2 * (computeDot(start, start) - radius * radius) - ahead * ahead;
  const discriminant = b * b - a * c;
  if (discriminant < 0 || a < 1e-12) return balls;
  const distance = (-b - Math.sqrt(discriminant)) / a;
  const share = (ahead + distance * along) / length2;
  return distance > 0 && share > 0 && share < 1 ? Math.min(distance, balls) : balls;
}

function intersectBall(start: Vec3, direction: Vec3, radius: number): number {
  const b = computeDot(start, direction);
  const discriminant = b * b - computeDot(start, start) + radius * radius;
  if (discriminant < 0) return Infinity;
  const distance = -b - Math.sqrt(discriminant);
  return distance > 0 ? distance : Infinity;
}

/** Whether, seen from `eye`, some capsule hides `point`. */
export function isCovered(eye: Vec3, point: Vec3, capsules: readonly Capsule[]): boolean {
  const ray = subtractVectors(point, eye);
  const distance = computeLength(ray);
  const direction = normalizeVector(ray);
  return capsules.some((capsule) => intersectCapsule(eye, direction, capsule) < distance - capsule.cover);
}
