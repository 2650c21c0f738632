import { wholebody133 } from './wholebody133.js';

/** COCO's for the shoulders, hips and ankles between or near which these lie; where it has nothing near, the ankles'. */
const SHOULDER = 0.079;
const HIP = 0.107;
const ANKLE = 0.089;
const EAR = 0.035;

const OWN: Readonly<Record<string, number>> = {
  neck: SHOULDER,
  upper_chest: SHOULDER,
  left_clavicle: SHOULDER,
  right_clavicle: SHOULDER,
  chest: HIP,
  spine: HIP,
  mid_hip: HIP,
  head: EAR,
  head_top: EAR,
  jaw: EAR,
};

/**
 * OKS sigmas for a skeleton that has published none: COCO-WholeBody's for the landmarks that it knows, those of neighbours for
 * points of the trunk and the head, and the ankles' 0.089 for the rest, as Human-Art chose for its fingers and toes.
 */
export function computeLandmarkSigmas(landmarks: readonly string[]): number[] {
  return landmarks.map((landmark) => {
    const known = wholebody133.landmarks.indexOf(landmark);
    return known >= 0 ? wholebody133.oksSigmas[known]! : (OWN[landmark] ?? ANKLE);
  });
}
