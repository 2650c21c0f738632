import {
  computeClipSimilarity,
  computeFidelity,
  type PictureEncoder,
  type PoseFidelity,
  type RgbPicture,
} from '@contrapposto/eval';
import type { CoordinatedSample, MeasuredReportSample, Storage } from '@contrapposto/platform';
import { fitPose, messageOf, type PersonPose, type PoseFitMode } from '@contrapposto/pose';
import type { Logger } from 'pino';
import type { BackendPool } from '../backends/backend-pool.js';
import type { BackendSlot } from '../backends/backend-slot.js';
import { decodePicture } from './decode-picture.js';
import { withInstrument, type Instruments } from './instruments.js';
import { encodeNumbers, type SampleFeatures } from './sample-features.js';

export interface MeasuringContext {
  readonly storage: Storage;
  readonly pool: BackendPool;
  readonly logger: Logger;
}

/** What a picture was made by, as far as measuring it is concerned. */
export interface Measuring {
  readonly instruments: Instruments;
  /** How poses were brought to the pictures' canvas. */
  readonly poseFit: PoseFitMode;
}

/**
 * Looks at a sample's picture with every instrument, on a slot that is lent for this picture alone. A sample without a picture that can be looked at
 * is measured by the reason.
 *
 * @throws the signal's reason; BackendError, PlatformError where the picture is there and could not be looked at
 */
export async function measureSample(
  context: MeasuringContext,
  sample: CoordinatedSample,
  measuring: Measuring,
  signal: AbortSignal,
): Promise<MeasuredReportSample> {
  const { key, pictureSha256 } = sample;
  if (pictureSha256 === null) return toFailed(key, sample.generationError ?? 'There is no picture: it was canceled.');
  const bytes = await context.storage.read(pictureSha256);
  const picture = await decodePicture(bytes).catch(messageOf);
  if (typeof picture === 'string') return toFailed(key, `The picture cannot be read: ${picture}`);
  return measurePicture(context, sample, picture, measuring, signal);
}

export function toFailed(key: string, failure: string): MeasuredReportSample {
  return { key, people: null, failure };
}

async function measurePicture(
  context: MeasuringContext,
  sample: CoordinatedSample,
  picture: RgbPicture,
  { instruments, poseFit }: Measuring,
  signal: AbortSignal,
): Promise<MeasuredReportSample> {
  const reference = await readReference(context, sample, instruments);
  const hasExtractors = (slot: BackendSlot) => slot.hasExtractors;
  const { people, ...seen } = await context.pool.use(hasExtractors, signal, async (slot) => {
    const found = await findPeople(slot, sample, picture, instruments);
    signal.throwIfAborted();
    const encode = createSharedEncoding();
    const features = await compareFeatures(slot, picture, reference, instruments, encode);
    signal.throwIfAborted();
    const embeddings = await embed(slot, picture, sample.caption, instruments, encode);
    signal.throwIfAborted();
    return { people: found, features, embeddings };
  });
  const { width, height } = picture;
  return {
    key: sample.key,
    people,
    features: toStored(picture, seen, instruments),
    ...(people && pickMeasures(computeFidelity(fitPose(sample.pose, { width, height }, poseFit).pose, people))),
    ...(seen.embeddings && { clipSimilarity: computeClipSimilarity(seen.embeddings.image, seen.embeddings.text) }),
  };
}

/** The snapshot's own picture, for those who compare with it; null where there is none that can be read. */
async function readReference(
  { storage, logger }: MeasuringContext,
  { key, referenceSha256 }: CoordinatedSample,
  { features }: Instruments,
): Promise<RgbPicture | null> {
  if (features === null || referenceSha256 === null) return null;
  const bytes = await storage.read(referenceSha256);
  return decodePicture(bytes).catch((error: unknown) => {
    logger.warn({ error, sample: key }, 'a picture of the data set cannot be read');
    return null;
  });
}

/** Those whom the same estimator found already, right after the picture was made; null where nobody looks for people. */
async function findPeople(
  slot: BackendSlot,
  { fidelity }: CoordinatedSample,
  picture: RgbPicture,
  { poses }: Instruments,
): Promise<readonly PersonPose[] | null> {
  if (poses === null) return null;
  if (fidelity?.estimatorDigest === poses.identity.digest) return fidelity.people as readonly PersonPose[];
  return withInstrument(slot, poses, (estimator) => estimator.estimate(picture));
}

/** Encodes a picture, or gives what an encoder of the same digest has made of it. */
type SharedEncoding = (encoder: PictureEncoder, encode: () => Promise<Float32Array>) => Promise<Float32Array>;

/** For the instruments that look at one picture. */
function createSharedEncoding(): SharedEncoding {
  const made = new Map<string, Float32Array>();
  return async ({ pictureDigest }, encode) => {
    if (pictureDigest === undefined) return encode();
    const numbers = made.get(pictureDigest) ?? (await encode());
    made.set(pictureDigest, numbers);
    return numbers;
  };
}

interface Seen {
  readonly features: { readonly generated: Float32Array; readonly real: Float32Array } | null;
  readonly embeddings: { readonly image: Float32Array; readonly text: Float32Array } | null;
}

async function compareFeatures(
  slot: BackendSlot,
  picture: RgbPicture,
  reference: RgbPicture | null,
  { features }: Instruments,
  encode: SharedEncoding,
): Promise<Seen['features']> {
  if (features === null || reference === null) return null;
  return withInstrument(slot, features, async (extractor) => ({
    generated: await encode(extractor, () => extractor.extract(picture)),
    real: await extractor.extract(reference),
  }));
}

async function embed(
  slot: BackendSlot,
  picture: RgbPicture,
  caption: string | null,
  { embeddings }: Instruments,
  encode: SharedEncoding,
): Promise<Seen['embeddings']> {
  if (embeddings === null || caption === null) return null;
  return withInstrument(slot, embeddings, async (encoder) => ({
    image: await encode(encoder, () => encoder.encodeImage(picture)),
    text: await encoder.encodeText(caption),
  }));
}

function toStored(
  { width, height }: RgbPicture,
  { features, embeddings }: Seen,
  instruments: Instruments,
): SampleFeatures {
  const { poses, features: extractor, embeddings: encoder } = instruments;
  return {
    picture: { width, height },
    ...(poses && { poses: { digest: poses.identity.digest } }),
    ...(features && {
      features: {
        digest: extractor!.identity.extractor.digest,
        generated: encodeNumbers(features.generated),
        real: encodeNumbers(features.real),
      },
    }),
    ...(embeddings && {
      embeddings: {
        digest: encoder!.identity.extractor.digest,
        image: encodeNumbers(embeddings.image),
        text: encodeNumbers(embeddings.text),
      },
    }),
  };
}

function pickMeasures({ objectKeypointSimilarity, cosineAveragePrecision, peopleCountError }: PoseFidelity) {
  return { objectKeypointSimilarity, cosineAveragePrecision, peopleCountError };
}
