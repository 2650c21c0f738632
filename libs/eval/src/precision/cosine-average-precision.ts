import {
  computeCosineSimilarity,
  computeOneScaleCosineSimilarity,
  computePublishedCosineSimilarity,
} from '../cosine-similarity.js';
import { type CompareShapes } from './picture-matcher.js';
import { createPrecisionMetric, type PrecisionMetric, type PrecisionSettings } from './precision-metric.js';
import { type PrecisionRules } from './presets.js';

/**
 * Cosine average precision (CAP): COCO's average precision with the cosine of two shapes in place of OKS. It judges the shape of each person,
 * and neither place nor size. Values `CAP`, `CAP50`, ..., `CAR`, ..., as createAveragePrecision names them.
 *
 * Which cosine is the preset's to say: `paper`, `posenet-similarity`, or HumanSD's published one as `humansd-compat`. Areas decide over ranges
 * alone. A true person without a shape (a single joint) does not count; in `humansd-compat` it is like everybody.
 *
 * @throws EvalError UNKNOWN_PRESET, INVALID_SETTINGS; PoseError UNKNOWN_SKELETON
 */
export function createCosineAveragePrecision(settings: PrecisionSettings): PrecisionMetric {
  return createPrecisionMetric('CAP', settings, pickCosine);
}

function pickCosine({ cosine }: PrecisionRules, oksSigmas: readonly number[]): CompareShapes {
  switch (cosine) {
    case 'PER_AXIS':
      return computeCosineSimilarity;
    case 'ONE_SCALE':
      return computeOneScaleCosineSimilarity;
    case 'PUBLISHED':
      return (truth, found) => computePublishedCosineSimilarity(truth, found, oksSigmas);
  }
}
