import { type PersonPose } from '@contrapposto/pose';

/** One picture, as the pose metrics see it. */
export interface PoseSample {
  /** Of the picture; unique among the samples of a measurement. */
  readonly id: string;
  readonly scene?: string;
  /** Whom it should show, crowds among them; pixels of the picture. */
  readonly people: readonly PersonPose[];
  /** Whom an estimator found in it, with scores, of the same skeleton. One without a score comes last. */
  readonly found: readonly PersonPose[];
}
