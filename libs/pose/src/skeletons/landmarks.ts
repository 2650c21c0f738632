/**
 * What joints of different skeletons have in common. A joint marks a landmark of the body; joints of two skeletons correspond
 * where they mark the same one. COCO-WholeBody's names serve as landmarks (its 68 face points are numbered), and what it does
 * not have is named here:
 *
 * - `neck` the base of the neck, `mid_hip` the middle between the hip joints, `spine`, `chest`, `upper_chest` on the way from
 *   one to the other, `left_clavicle` where the collar bone turns, `head` where the head turns on the neck, `head_top`, `jaw`;
 * - `left_toe_base` where the toes bend, `left_toe_end` the tip of the foot: Human-Art's toe, MediaPipe's foot index.
 *
 * Human-Art's finger is the tip of the middle one; MediaPipe's three are knuckles.
 */
export interface LandmarkPart {
  readonly landmark: string;
  /** Weights of one rule add up to 1. */
  readonly weight: number;
}

const half = (a: string, b: string): readonly LandmarkPart[] => between(a, b, 0.5);

/** The point that lies at `share` of the way from a to b. */
function between(a: string, b: string, share: number): readonly LandmarkPart[] {
  return [
    { landmark: a, weight: 1 - share },
    { landmark: b, weight: share },
  ];
}

/** Landmarks that can be made where a skeleton lacks them, from others that it has or that can be made in turn. */
export const SYNTHESIZED_LANDMARKS: Readonly<Record<string, readonly LandmarkPart[]>> = {
  neck: half('left_shoulder', 'right_shoulder'),
  mid_hip: half('left_hip', 'right_hip'),
  spine: between('mid_hip', 'neck', 0.25),
  chest: between('mid_hip', 'neck', 0.5),
  upper_chest: between('mid_hip', 'neck', 0.75),
  head: half('left_ear', 'right_ear'),
  left_clavicle: between('neck', 'left_shoulder', 0.25),
  right_clavicle: between('neck', 'right_shoulder', 0.25),
  left_toe_end: half('left_big_toe', 'left_small_toe'),
  right_toe_end: half('right_big_toe', 'right_small_toe'),
};

/**
 * The shares of known landmarks that make up one: itself alone where it is known, else its rule, followed as far as needed.
 * Undefined where a part is neither known nor made.
 */
export function resolveLandmark(landmark: string, isKnown: (landmark: string) => boolean): LandmarkPart[] | undefined {
  if (isKnown(landmark)) return [{ landmark, weight: 1 }];
  const rule = SYNTHESIZED_LANDMARKS[landmark];
  if (!rule) return undefined;
  const shares = new Map<string, number>();
  for (const part of rule) {
    const resolved = resolveLandmark(part.landmark, isKnown);
    if (!resolved) return undefined;
    for (const { landmark: known, weight } of resolved)
      shares.set(known, (shares.get(known) ?? 0) + weight * part.weight);
  }
  return [...shares].map(([known, weight]) => ({ landmark: known, weight }));
}
