import { type Limb } from '../skeletons/definition.js';
import { type Rgb, type SkeletonName } from '../types.js';

interface LayerOfAnyKind {
  /** The skeleton whose joints it draws; other poses are converted to it. */
  readonly skeleton: SkeletonName;
  /** One per mark. */
  readonly colours: readonly Rgb[];
  /**
   * Leaves out marks of which a joint's pixel is not `positive` (x > 0 and y > 0) or not `inside` (that, and x < width and
   * y < height). Default: none is left out.
   */
  readonly bounds?: 'positive' | 'inside';
}

/** Straight lines of even width with round ends, between pixels. */
export interface LineLayer extends LayerOfAnyKind {
  readonly kind: 'lines';
  readonly limbs: readonly Limb[];
  /** In pixels, even. */
  readonly width: number;
}

/** Filled ellipses that reach from joint to joint, as polygons of one vertex per degree. */
export interface EllipseLayer extends LayerOfAnyKind {
  readonly kind: 'ellipses';
  readonly limbs: readonly Limb[];
  /** The lesser half axis, in whole pixels. */
  readonly halfWidth: number;
}

/** Filled discs on joints. */
export interface DiscLayer extends LayerOfAnyKind {
  readonly kind: 'discs';
  readonly joints: readonly number[];
  /** In whole pixels. */
  readonly radius: number;
}

/** Marks of one kind, in drawing order: one per limb or joint of a skeleton. */
export type Layer = LineLayer | EllipseLayer | DiscLayer;

/** Layers that are drawn together: all for one person and then the next, or mark by mark for everybody. */
export interface Pass {
  readonly order: 'by-person' | 'by-mark';
  readonly layers: readonly Layer[];
}

/** From this many pixels along the longer side on, every width and radius counts `factor` times. */
export interface ProfileScale {
  readonly from: number;
  readonly factor: number;
}

/**
 * How a model wants its skeletons drawn. It is data, with a version and a hash, because the raster is part of what the model
 * learnt. A profile draws on black, without antialiasing, pass after pass, the later over the earlier.
 */
export interface RendererProfile {
  readonly name: string;
  /** Counts up when any pixel changes. */
  readonly version: number;
  /** The skeleton that shows most of what the profile draws. */
  readonly skeleton: SkeletonName;
  readonly passes: readonly Pass[];
  /** Ascending; below the first, and without any, the factor is 1. */
  readonly scales?: readonly ProfileScale[];
  /** Only so many people are drawn, the first ones. */
  readonly maxPeople?: number;
  /** A joint that has a score is drawn only strictly above this. Joints without one need visibility > 0 alone. */
  readonly keypointScoreThreshold: number;
  /** A person who has a score is drawn only strictly above this. */
  readonly personScoreThreshold: number;
}
