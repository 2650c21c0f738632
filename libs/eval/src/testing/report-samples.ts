import { readFileSync } from 'node:fs';
import { createGenerator } from '@contrapposto/tensor';
import { parsePoseFile, type PersonPose, type Pose } from '@contrapposto/pose';
import { listVisiblePeople } from '../pose-sample.js';
import { type MeasuredSample, type ReportOptions } from '../report/measured-sample.js';

const STARTER = new URL('../../../../models/poses/starter.coco.json', import.meta.url);

/** Poses of one to several people, as a studio has them. */
export const STARTER_POSES: readonly Pose[] = parsePoseFile(readFileSync(STARTER), {
  fileName: 'starter.coco.json',
}).poses;

export const DIMENSIONS = 6;

/** Of every metric but TIME. */
export const OPTIONS: ReportOptions = {
  metrics: ['AP', 'CAP', 'PCE', 'FID', 'KID', 'CLIPSIM'],
  posePreset: 'paper',
  scoreThreshold: 0.5,
  detector: { name: 'estimator', digest: 'd'.repeat(64) },
  features: { extractor: createExtractor('features'), resizeFilter: 'bicubic' },
  embeddings: { extractor: createExtractor('embeddings'), resizeFilter: 'bicubic' },
  time: null,
  dataset: { name: 'starter', snapshot: 'e'.repeat(64) },
  seeds: [7],
  bootstrap: { replicates: 40, seed: 1, level: 0.95 },
};

function createExtractor(layer: string) {
  return { name: 'clip', digest: 'c'.repeat(64), layer, dimensions: DIMENSIONS };
}

/** Samples in two scenes whose people were found beside their places, some of them not at all; the last one has no picture. */
export function createSamples(count: number, seed = 1): MeasuredSample[] {
  const noise = createGenerator(seed);
  const draw = (length: number) => noise.normal([length]).data;
  return Array.from({ length: count }, (_, index): MeasuredSample => {
    const expected = listVisiblePeople(STARTER_POSES[index % STARTER_POSES.length]!);
    const failed = index === count - 1;
    return {
      key: `sample-${index}`,
      scene: index % 2 === 0 ? 'dance' : 'mural',
      expected,
      found: failed ? [] : expected.slice(index % 3 === 0 ? 1 : 0).map((person) => jitter(person, draw)),
      features: { generated: failed ? null : draw(DIMENSIONS), real: draw(DIMENSIONS) },
      embeddings: failed ? null : { image: draw(DIMENSIONS), text: draw(DIMENSIONS) },
      failure: failed ? 'The picture is no PNG.' : null,
    };
  });
}

function jitter({ keypoints }: PersonPose, draw: (length: number) => Float32Array): PersonPose {
  const by = draw(2 * keypoints.length);
  return {
    keypoints: keypoints.map((joint, index) => ({
      ...joint,
      x: joint.x + 3 * by[2 * index]!,
      y: joint.y + 3 * by[2 * index + 1]!,
    })),
    score: Math.min(1, 0.7 + 0.2 * Math.abs(by[0]!)),
  };
}
