import { type RendererProfile } from './profile.js';

/**
 * HumanSD's skeleton: 16 limbs between COCO joints (no shoulder-shoulder, no hip-hip, no neck) in the 16 colours of an
 * even walk around the hue circle (HLS: hue i/16 + 0.01, lightness 0.6, saturation 0.65), ten pixels wide. HumanSD draws discs
 * of radius five at both ends as well: the very pixels that the lines' round ends have covered.
 *
 * Thresholds are the published demo's 0.05; the model was trained with 0.02 for joints and none for people.
 */
export const humansdV1: RendererProfile = {
  name: 'humansd-v1',
  version: 1,
  skeleton: 'coco17',
  passes: [
    {
      order: 'by-person',
      layers: [
        {
          kind: 'lines',
          skeleton: 'coco17',
          // prettier-ignore
          limbs: [
            [0, 1], [0, 2], [1, 3], [2, 4], [3, 5], [4, 6], [5, 7], [6, 8], [7, 9], [8, 10], [5, 11], [6, 12],
            [11, 13], [12, 14], [13, 15], [14, 16],
          ],
          // prettier-ignore
          colours: [
            [219, 94, 86], [219, 144, 86], [219, 194, 86], [194, 219, 86], [145, 219, 86], [95, 219, 86],
            [86, 219, 127], [86, 219, 177], [86, 211, 219], [86, 161, 219], [86, 111, 219], [111, 86, 219],
            [160, 86, 219], [210, 86, 219], [219, 86, 178], [219, 86, 128],
          ],
          width: 10,
        },
      ],
    },
  ],
  keypointScoreThreshold: 0.05,
  personScoreThreshold: 0.05,
};
