import type { ReportSample } from '@contrapposto/platform';
import { z } from 'zod';
import type { Instruments } from './instruments.js';

/** What networks made of a sample's picture, as it is kept in its row: numbers as base64 of little-endian float32, and by which network. */
const SampleFeatures = z.object({
  /** Of the picture that was looked at, pixels. */
  picture: z.object({ width: z.int(), height: z.int() }).optional(),
  poses: z.object({ digest: z.string() }).optional(),
  features: z.object({ digest: z.string(), generated: z.string(), real: z.string() }).optional(),
  embeddings: z.object({ digest: z.string(), image: z.string(), text: z.string() }).optional(),
});

export type SampleFeatures = z.output<typeof SampleFeatures>;

/** Null for a sample that was never looked at. */
export function parseSampleFeatures(stored: unknown): SampleFeatures | null {
  return stored === null ? null : SampleFeatures.parse(stored);
}

export function encodeNumbers(numbers: Float32Array): string {
  const bytes = Buffer.alloc(numbers.length * 4);
  numbers.forEach((value, index) => bytes.writeFloatLE(value, index * 4));
  return bytes.toString('base64');
}

export function decodeNumbers(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64');
  return Float32Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(index * 4));
}

/** Whether a sample was looked at with just these networks: another coordinator may have had others. */
export function isMadeWith(
  made: SampleFeatures,
  { referenceSha256, caption }: Pick<ReportSample, 'referenceSha256' | 'caption'>,
  { poses, features, embeddings }: Instruments,
): boolean {
  return (
    made.poses?.digest === poses?.identity.digest &&
    made.features?.digest === (referenceSha256 === null ? undefined : features?.identity.extractor.digest) &&
    made.embeddings?.digest === (caption === null ? undefined : embeddings?.identity.extractor.digest)
  );
}
