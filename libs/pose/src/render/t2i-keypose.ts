import { type Limb } from '../skeletons/definition.js';
import { type Rgb } from '../types.js';
import { type RendererProfile } from './profile.js';

const MIDDLE: Rgb = [255, 153, 51];
const LEFT: Rgb = [0, 255, 0];
const RIGHT: Rgb = [0, 128, 255];

// prettier-ignore
const limbs: readonly Limb[] = [
  [15, 13], [13, 11], [16, 14], [14, 12], [11, 12], [5, 11], [6, 12], [5, 6], [5, 7], [6, 8], [7, 9], [8, 10],
  [1, 2], [0, 1], [0, 2], [1, 3], [2, 4], [3, 5], [4, 6],
];

// prettier-ignore
const limbColours: readonly Rgb[] = [
  LEFT, LEFT, RIGHT, RIGHT, MIDDLE, MIDDLE, MIDDLE, MIDDLE, LEFT, RIGHT, LEFT, RIGHT,
  MIDDLE, MIDDLE, MIDDLE, MIDDLE, MIDDLE, MIDDLE, MIDDLE,
];

// prettier-ignore
const jointColours: readonly Rgb[] = [
  MIDDLE, MIDDLE, MIDDLE, MIDDLE, MIDDLE,
  LEFT, RIGHT, LEFT, RIGHT, LEFT, RIGHT, LEFT, RIGHT, LEFT, RIGHT, LEFT, RIGHT,
];

/**
 * T2I-Adapter's keypose: mmpose's drawing of COCO joints, discs of radius two and then lines two pixels wide, of the first two
 * people. Limbs that end on the picture's border or outside are left out.
 *
 * The colours are mmpose's written as blue, green, red, which is how the adapter saw them in training: the head orange, right
 * limbs blue.
 */
export const t2iKeypose: RendererProfile = {
  name: 't2i-keypose',
  version: 1,
  skeleton: 'coco17',
  passes: [
    {
      order: 'by-person',
      layers: [
        { kind: 'discs', skeleton: 'coco17', joints: jointColours.map((_, i) => i), colours: jointColours, radius: 2 },
        { kind: 'lines', skeleton: 'coco17', limbs, colours: limbColours, width: 2, bounds: 'inside' },
      ],
    },
  ],
  maxPeople: 2,
  keypointScoreThreshold: 0.1,
  personScoreThreshold: -1,
};
