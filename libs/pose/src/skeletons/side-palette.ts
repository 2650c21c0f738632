import { type Limb, type SkeletonPalette } from './definition.js';
import { sideOf } from './sides.js';

const LEFT = '#00ff00';
const RIGHT = '#ff8000';
const MIDDLE = '#3399ff';

function colourOf(...names: readonly string[]): string {
  const sides = names.map(sideOf);
  if (sides.includes('left') && !sides.includes('right')) return LEFT;
  return sides.includes('right') && !sides.includes('left') ? RIGHT : MIDDLE;
}

/** Left green, right orange, the middle blue: what mmpose and T2I-Adapter's key poses show for COCO joints. */
export function createSidePalette(keypointNames: readonly string[], limbs: readonly Limb[]): SkeletonPalette {
  return {
    limbs: limbs.map(([from, to]) => colourOf(keypointNames[from]!, keypointNames[to]!)),
    keypoints: keypointNames.map((name) => colourOf(name)),
  };
}
