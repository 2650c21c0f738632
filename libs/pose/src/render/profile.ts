import { type Limb } from '../skeletons/definition.js';
import { type Rgb, type SkeletonName } from '../types.js';

/**
 * How a model wants its skeletons drawn: a versioned name, because the raster is part of what the model learnt. A profile
 * draws on black, without antialiasing, person by person and limb by limb, the later over the earlier.
 */
export interface RendererProfile {
  readonly name: string;
  /** The skeleton it draws; other poses are converted to it by joint name. */
  readonly skeleton: SkeletonName;
  /** In drawing order, by index into that skeleton. */
  readonly limbs: readonly Limb[];
  /** One per limb. */
  readonly colours: readonly Rgb[];
  /** In pixels, even: limbs end in discs of half this radius. */
  readonly lineWidth: number;
  /** A joint that has a score is drawn only strictly above this. Joints without one need visibility > 0 alone. */
  readonly keypointScoreThreshold: number;
  /** A person who has a score is drawn only strictly above this. */
  readonly personScoreThreshold: number;
}
