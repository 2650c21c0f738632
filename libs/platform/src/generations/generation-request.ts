import { createHash } from 'node:crypto';
import type { Pose } from '@contrapposto/pose';
import { z } from 'zod';
import { invalidField } from '../parse-input.js';

/** What a caller asks for. `settings` (size, steps, scheduler ...) are judged by whoever freezes the recipe. */
export const GenerationRequest = z.strictObject({
  studioId: z.uuid(),
  createdBy: z.uuid().optional(),
  modelId: z.uuid(),
  /** Left out for a model that draws from text alone. */
  poseVersionId: z.uuid().optional(),
  /** A pose that is in no library, instead; judged by whoever freezes the recipe. */
  pose: z.custom<Pose>((value) => typeof value === 'object' && value !== null, 'expected a pose').optional(),
  prompt: z.union([
    z.strictObject({ text: z.string().max(10_000) }),
    z.strictObject({
      versionId: z.uuid(),
      values: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
    }),
  ]),
  negativePrompt: z.string().max(10_000).optional(),
  /** Left out: any. */
  seed: z.int().min(0).optional(),
  settings: z.record(z.string(), z.json()).default({}),
  /** -100..100; higher runs sooner. */
  priority: z.int().min(-100).max(100).default(0),
  maxAttempts: z.int().min(1).max(20).default(3),
  /** The same key in the same studio means the same generation, however often it is sent. */
  idempotencyKey: z.string().min(1).max(200).optional(),
  /**
   * What was asked for, where that is less exact than this request, such as a pose in its current version. With it, and not with what it stood
   * for at that time, a key's second use is compared.
   */
  asked: z.json().optional(),
});

export type GenerationRequest = z.output<typeof GenerationRequest>;
export type GenerationRequestInput = z.input<typeof GenerationRequest>;

/** @throws PlatformError INVALID_INPUT naming the first field that is wrong */
export function parseRequest(input: GenerationRequestInput, index = 0): GenerationRequest {
  const { success, data, error } = GenerationRequest.safeParse(input);
  if (success) return data;
  const { path, message } = error.issues[0]!;
  throw invalidField(path.join('.'), message, `request ${index + 1}`);
}

/** What a repeated key is compared by. */
export function digestRequest(request: GenerationRequest): string {
  return digestOf(request.asked ?? request);
}

/** SHA-256 of a JSON value, the same for any order of keys. */
export function digestOf(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sortKeys(value)))
    .digest('hex');
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, sortKeys(inner)]));
}
