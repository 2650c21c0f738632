import { FOUND_SKELETON } from '@contrapposto/eval';
import type { Recipe } from '@contrapposto/model-core';
import type { EvaluationReport, ReportSample } from '@contrapposto/platform';
import { fitPose, type CanvasSize, type PersonPose, type Pose, type PoseFitMode } from '@contrapposto/pose';

/** A sample as readers want it: what was expected and what was found on one canvas, the picture's. */
export interface PresentedSample extends ReportSample {
  readonly expected: Pose;
  readonly found: Pose | null;
}

/** @param report whose sample it is: its recipe says how poses come to the picture's canvas */
export function presentSample({ request }: EvaluationReport, sample: ReportSample): PresentedSample {
  const { pose, width, height, people } = sample;
  const canvas = width !== null && height !== null ? { width, height } : pose;
  return {
    ...sample,
    expected: fitPose(pose, canvas, fitOf(request)).pose,
    found: people && toFound(canvas, people as readonly PersonPose[]),
  };
}

/** Pictures made elsewhere are taken as letterboxed, which changes nothing where they have the shape of the sample's canvas. */
function fitOf({ generator }: EvaluationReport['request']): PoseFitMode {
  return generator.kind === 'MODEL' ? (generator.recipe as unknown as Recipe).poseFit : 'letterbox';
}

function toFound({ width, height }: CanvasSize, people: readonly PersonPose[]): Pose {
  return { skeleton: FOUND_SKELETON, width, height, people };
}
