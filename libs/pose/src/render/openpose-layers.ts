import { type Limb } from '../skeletons/definition.js';
import { type Rgb } from '../types.js';
import { type Layer } from './profile.js';

// prettier-ignore
const limbs: readonly Limb[] = [
  [1, 2], [1, 5], [2, 3], [3, 4], [5, 6], [6, 7], [1, 8], [8, 9], [9, 10], [1, 11], [11, 12], [12, 13], [1, 0],
  [0, 14], [14, 16], [0, 15], [15, 17],
];

// prettier-ignore
const jointColours: readonly Rgb[] = [
  [255, 0, 0], [255, 85, 0], [255, 170, 0], [255, 255, 0], [170, 255, 0], [85, 255, 0], [0, 255, 0], [0, 255, 85],
  [0, 255, 170], [0, 255, 255], [0, 170, 255], [0, 85, 255], [0, 0, 255], [85, 0, 255], [170, 0, 255], [255, 0, 255],
  [255, 0, 170], [255, 0, 85],
];

/** Limbs have six tenths of the brightness of the joint with the same number. */
const limbColours = limbs.map((_, limb): Rgb => {
  const [red, green, blue] = jointColours[limb]!;
  return [0.6 * red, 0.6 * green, 0.6 * blue].map(Math.trunc) as unknown as Rgb;
});

/** ControlNet's picture of OpenPose's 18 joints: limbs as slender ellipses, and a bright disc over every joint. */
export const openposeBodyLayers: readonly Layer[] = [
  { kind: 'ellipses', skeleton: 'openpose18', limbs, colours: limbColours, halfWidth: 4 },
  {
    kind: 'discs',
    skeleton: 'openpose18',
    joints: jointColours.map((_, joint) => joint),
    colours: jointColours,
    radius: 4,
  },
];

// prettier-ignore
const fingerLimbs: readonly Limb[] = [
  [0, 1], [1, 2], [2, 3], [3, 4], [0, 5], [5, 6], [6, 7], [7, 8], [0, 9], [9, 10], [10, 11], [11, 12], [0, 13],
  [13, 14], [14, 15], [15, 16], [0, 17], [17, 18], [18, 19], [19, 20],
];

/** Twenty even steps around the hue circle, from red. */
// prettier-ignore
const fingerColours: readonly Rgb[] = [
  [255, 0, 0], [255, 77, 0], [255, 153, 0], [255, 229, 0], [204, 255, 0], [128, 255, 0], [51, 255, 0], [0, 255, 25],
  [0, 255, 102], [0, 255, 179], [0, 255, 255], [0, 178, 255], [0, 102, 255], [0, 25, 255], [51, 0, 255],
  [128, 0, 255], [204, 0, 255], [255, 0, 230], [255, 0, 153], [255, 0, 77],
];

const HAND_JOINTS = 21;
const FACE_JOINTS = 68;
const BLUE: Rgb = [0, 0, 255];
const WHITE: Rgb = [255, 255, 255];

/** A hand of 21 joints, of which wholebody133 has the first at `root`: coloured bones, blue joints. */
export function createHandLayers(root: number): readonly Layer[] {
  const joints = Array.from({ length: HAND_JOINTS }, (_, joint) => root + joint);
  const bones = fingerLimbs.map(([from, to]): Limb => [root + from, root + to]);
  const layer = { skeleton: 'wholebody133', bounds: 'positive' } as const;
  return [
    { ...layer, kind: 'lines', limbs: bones, colours: fingerColours, width: 2 },
    { ...layer, kind: 'discs', joints, colours: joints.map(() => BLUE), radius: 4 },
  ];
}

/** White dots on a face of 68 points, of which wholebody133 has the first at `first`. */
export function createFaceLayer(first: number): Layer {
  const joints = Array.from({ length: FACE_JOINTS }, (_, joint) => first + joint);
  const colours = joints.map(() => WHITE);
  return { kind: 'discs', skeleton: 'wholebody133', joints, colours, radius: 3, bounds: 'positive' };
}
