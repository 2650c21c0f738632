import { createPrecisionMetric, type PrecisionMetric, type PrecisionSettings } from './precision-metric.js';

/**
 * COCO's keypoint metrics over many pictures, by object keypoint similarity, all 0..1 or null where no true person counts:
 *
 * - `AP`: mean precision over 101 recalls and the thresholds .50 to .95; `AP50`, `AP75` at one threshold; `APm`, `APl` of medium (32^2 to 96^2
 *   square pixels) and large people
 * - `AR`, `AR50`, `AR75`, `ARm`, `ARl`: the recall that is reached, averaged alike
 *
 * Any skeleton and sigmas; which rules is the preset's to say. Merging is associative and commutative: pictures are ranked in the order of their
 * ids (see orderPictures), which decides between people of equal score.
 *
 * Source: pycocotools, COCOeval; the presets name their own.
 *
 * @throws EvalError UNKNOWN_PRESET, INVALID_SETTINGS; PoseError UNKNOWN_SKELETON
 */
export function createAveragePrecision(settings: PrecisionSettings): PrecisionMetric {
  return createPrecisionMetric('AP', settings, () => null);
}
