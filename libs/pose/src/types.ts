import { type SpatialPose } from './spatial/types.js';

/**
 * The vocabulary of this package.
 *
 * - A `SkeletonDefinition` says which joints exist and how they connect; a `Pose` is people on a canvas.
 * - Coordinates are pixels of the pose's own canvas: x to the right, y down, (0, 0) the centre of the top left pixel.
 * - `visibility` is COCO's flag: 0 unlabelled (x = y = 0), 1 labelled but occluded, 2 visible.
 * - `score` is a detector's confidence in 0..1, and never stands in for visibility.
 */
export type SkeletonName =
  'coco17' | 'humanart21' | 'openpose18' | 'body25' | 'wholebody133' | 'mediapipe33' | 'vrm55' | 'mixamo65';

export type Visibility = 0 | 1 | 2;

export interface Keypoint {
  readonly x: number;
  readonly y: number;
  readonly visibility: Visibility;
  readonly score?: number;
}

/** [x, y, width, height] in pixels of the pose's canvas. */
export type BoundingBox = readonly [number, number, number, number];

export interface PersonPose {
  /** The annotation's id, exact at any size. */
  readonly id?: string;
  /** One per joint, in the order of the skeleton's `keypointNames`. */
  readonly keypoints: readonly Keypoint[];
  readonly score?: number;
  readonly bbox?: BoundingBox;
  /** In square pixels: the segment's in COCO, the box's in Human-Art. OKS divides by it. */
  readonly area?: number;
  /**
   * Names of joints that are not to be seen, by intent: they keep their place and visibility, and are never drawn. Hiding is no
   * statement about the picture, as `visibility` is, and is undone by leaving the name out.
   */
  readonly hidden?: readonly string[];
  /** A region of many people (COCO's iscrowd = 1): kept, and never drawn. */
  readonly crowd?: true;
  /** Fields that this package does not interpret, as they came. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

export interface CanvasSize {
  readonly width: number;
  readonly height: number;
}

export interface Pose extends CanvasSize {
  /** The image's id, exact at any size. */
  readonly id?: string;
  readonly name?: string;
  readonly skeleton: SkeletonName;
  readonly people: readonly PersonPose[];
  /** The people in three dimensions, of whom this pose is one view. */
  readonly spatial?: SpatialPose;
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** Red, green, blue in 0..255. */
export type Rgb = readonly [number, number, number];

export type PoseWarningCode =
  /** No limb leaves a pixel on the canvas: the picture would be all background. */
  | 'EMPTY_SKELETON'
  /** No labelled joint of this person lies on the canvas. */
  | 'PERSON_OUTSIDE_CANVAS'
  /** Some labelled joints of this person lie off the canvas. */
  | 'JOINTS_OUTSIDE_CANVAS'
  /** A labelled joint whose coordinates are not finite, or too far away to be drawn. */
  | 'JOINT_NOT_DRAWABLE'
  /** A field in pixels, such as a run-length segmentation, could not follow the transform and was left out. */
  | 'FIELD_DROPPED';

export interface PoseWarning {
  readonly code: PoseWarningCode;
  readonly message: string;
  /** Position in `people`, where the warning is about one person. */
  readonly person?: number;
  readonly joints?: readonly string[];
}
