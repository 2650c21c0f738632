import { wholebody133 } from '../skeletons/wholebody133.js';

const HAND_FIELD = /^(left|right)(hand_.+)$/;

function swapHand(name: string): string {
  const [, side, rest] = HAND_FIELD.exec(name) ?? [];
  return rest === undefined ? name : `${side === 'left' ? 'right' : 'left'}${rest}`;
}

/** Fields of x, y, v triplets for a run of COCO-WholeBody's joints. */
const RUNS: ReadonlyMap<string, readonly [first: number, count: number]> = new Map([
  ['foot_kpts', [17, 6]],
  ['face_kpts', [23, 68]],
]);

/** Triplets in the order of the joints' mirror partners; anything else as it is. */
function swapTriplets(value: unknown, [first, count]: readonly [number, number]): unknown {
  if (!Array.isArray(value) || value.length !== 3 * count) return value;
  const triplets: readonly unknown[] = value;
  const swapped = [...triplets];
  for (const [left, right] of wholebody133.flipPairs) {
    const [a, b] = [3 * (left - first), 3 * (right - first)];
    if (a < 0 || a >= triplets.length) continue;
    swapped.splice(a, 3, ...triplets.slice(b, b + 3));
    swapped.splice(b, 3, ...triplets.slice(a, a + 3));
  }
  return swapped;
}

/** COCO-WholeBody's fields beside the 17 joints, with left and right exchanged: hands by name, feet and faces by joint. */
export function mirrorSidedFields(extra: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(extra).map(([name, value]) => {
      const run = RUNS.get(name);
      return [swapHand(name), run ? swapTriplets(value, run) : value];
    }),
  );
}
