import { PoseError } from '../errors.js';
import { type SkeletonName } from '../types.js';
import { mirrorName } from './sides.js';

/** A limb joins two keypoints, by index. */
export type Limb = readonly [from: number, to: number];

/** Colours as `#rrggbb`, for people to look at; a model's colours belong to its renderer profile. */
export interface SkeletonPalette {
  readonly limbs: readonly string[];
  readonly keypoints: readonly string[];
}

/** Which joints exist, what they mark, how they connect, and which change places in a mirror. */
export interface SkeletonDefinition {
  readonly name: SkeletonName;
  /** Counts up when joints, their order or what they mark change: a stored pose means the version it was made with. */
  readonly version: number;
  readonly keypointNames: readonly string[];
  /** What each joint marks on the body, in the words of landmarks.ts: joints of two skeletons correspond by these. */
  readonly landmarks: readonly string[];
  readonly limbs: readonly Limb[];
  /**
   * Left and right partners, by index, left first. A joint in no pair lies on the body's middle. Joints whose names speak of a
   * side pair with the name of the other; numbered ones, such as a face's, as declared.
   */
  readonly flipPairs: readonly Limb[];
  /** Per-keypoint constant k_i / 2 of object keypoint similarity: exp(-d^2 / (2 area (2 sigma)^2)). Unit: sqrt(area). */
  readonly oksSigmas: readonly number[];
  readonly palette: SkeletonPalette;
}

function* findFaults(skeleton: SkeletonDefinition): Generator<string> {
  const { version, keypointNames: names, landmarks, limbs, flipPairs, oksSigmas, palette } = skeleton;
  const isJoint = (index: number) => Number.isInteger(index) && index >= 0 && index < names.length;

  if (names.length === 0) yield 'expected keypointNames, got none';
  if (new Set(names).size !== names.length) yield 'expected unique keypointNames, got a repeated one';
  if (!Number.isInteger(version) || version < 1) yield `expected a version of at least 1, got ${version}`;
  if (landmarks.length !== names.length) yield `expected ${names.length} landmarks, got ${landmarks.length}`;
  if (new Set(landmarks).size !== landmarks.length) yield 'expected each landmark once, got a repeated one';
  for (const pair of [...limbs, ...flipPairs]) {
    if (!pair.every(isJoint)) yield `expected indices in 0..${names.length - 1}, got [${pair.join(', ')}]`;
    if (pair[0] === pair[1]) yield `expected two joints, got [${pair.join(', ')}]`;
  }
  const limbKeys = limbs.map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`);
  if (new Set(limbKeys).size !== limbKeys.length) yield 'expected each limb once, got a repeated one';

  for (const [left, right] of flipPairs) {
    const [a, b] = [names[left] ?? '', names[right] ?? ''];
    const isPair = mirrorName(a) === b || (mirrorName(a) === a && mirrorName(b) === b);
    if (!isPair || a === b) yield `expected a left_ and right_ pair in flipPairs, got ${a} and ${b}`;
  }
  const paired = flipPairs.flat();
  const sided = names.flatMap((name, index) => (mirrorName(name) === name ? [] : [index]));
  if (new Set(paired).size !== paired.length) yield 'expected each joint in at most one flip pair, got one in two';
  for (const index of sided) if (!paired.includes(index)) yield `expected a flip pair for ${names[index]}, got none`;

  if (oksSigmas.length !== names.length) yield `expected ${names.length} oksSigmas, got ${oksSigmas.length}`;
  if (!oksSigmas.every((sigma) => sigma > 0 && sigma < 1)) yield 'expected every oksSigma in 0..1, got one outside';
  if (palette.limbs.length !== limbs.length) yield `expected ${limbs.length} limb colours, got ${palette.limbs.length}`;
  if (palette.keypoints.length !== names.length)
    yield `expected ${names.length} keypoint colours, got ${palette.keypoints.length}`;
  for (const colour of [...palette.limbs, ...palette.keypoints])
    if (!/^#[0-9a-f]{6}$/.test(colour)) yield `expected a colour like #3399ff, got ${colour}`;
}

/**
 * Holds a definition to its own rules: indices in range, limbs and pairs unique, left paired with right, one landmark, one
 * sigma and one colour each.
 * @throws PoseError INVALID_SKELETON, naming every fault.
 */
export function assertSkeleton(skeleton: SkeletonDefinition): void {
  const faults = [...findFaults(skeleton)];
  if (faults.length > 0) throw new PoseError('INVALID_SKELETON', `Skeleton ${skeleton.name}: ${faults.join('; ')}.`);
}
