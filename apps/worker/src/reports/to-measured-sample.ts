import { listVisiblePeople, type MeasuredSample } from '@contrapposto/eval';
import type { CoordinatedSample } from '@contrapposto/platform';
import { fitPose, type PersonPose, type PoseFitMode } from '@contrapposto/pose';
import { decodeNumbers, parseSampleFeatures } from './sample-features.js';

/** A sample as its row has it, for the metrics: whom its picture should show, on its own canvas where there is none, and what was seen. */
export function toMeasuredSample(sample: CoordinatedSample, poseFit: PoseFitMode): MeasuredSample {
  const { key, scene, pose, people, failure } = sample;
  const { picture, features, embeddings } = parseSampleFeatures(sample.features) ?? {};
  return {
    key,
    scene,
    expected: listVisiblePeople(picture ? fitPose(pose, picture, poseFit).pose : pose),
    found: (people as readonly PersonPose[] | null) ?? [],
    features: features ? { generated: decodeNumbers(features.generated), real: decodeNumbers(features.real) } : null,
    embeddings: embeddings ? { image: decodeNumbers(embeddings.image), text: decodeNumbers(embeddings.text) } : null,
    failure,
  };
}
