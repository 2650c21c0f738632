import type { GenerationResult } from '../generations/complete-generation.js';

/** A result of one picture, told apart by a digit. */
export function createResult(digit = 'a'): GenerationResult {
  const picture = {
    kind: 'PICTURE',
    variant: 0,
    sha256: digit.repeat(64),
    byteSize: 10,
    mediaType: 'image/png',
    width: 8,
    height: 8,
  } as const;
  return {
    images: [picture],
    fidelity: {
      objectKeypointSimilarity: 0.75,
      cosineAveragePrecision: null,
      peopleCountError: 0,
      joints: [{ person: 0, joint: 'nose', distancePx: 1.5 }],
      people: [],
      estimatorDigest: 'e',
    },
    timings: { total: 12 },
  };
}
