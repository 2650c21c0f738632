import { z } from 'zod';
import { text } from '../library/fields.js';

export const METRICS = ['AP', 'CAP', 'PCE', 'FID', 'KID', 'CLIPSIM', 'TIME'] as const;

export type MetricName = (typeof METRICS)[number];

/** Seeds of samples count up from the report's, and stay below 2^32. */
const SEED_LIMIT = 2 ** 32 - 1;

const Label = text(500).min(1);

/**
 * What a report is to judge, and by which metrics. The recipe is a template: all that a sample does not bring itself, which is pose, prompt and seed; it
 * was judged by whoever composed it.
 */
export const EvaluationRequest = z.strictObject({
  snapshotId: z.uuid(),
  /** Left out: all. */
  splits: z.array(Label).min(1).max(100).optional(),
  scenes: z.array(Label).min(1).max(1000).optional(),
  /** The first so many samples of each scene, in the order of their keys. */
  limit: z.int().min(1).optional(),
  metrics: z
    .array(z.enum(METRICS))
    .min(1)
    .transform((metrics) => METRICS.filter((metric) => metrics.includes(metric))),
  posePreset: z.enum(['paper', 'humansd-compat']).default('paper'),
  /** 95 % intervals. */
  bootstrap: z.boolean().default(true),
  /** The sample at place n of the report (0, 1, ...) is drawn with this + n. */
  seed: z.int().min(0).max(SEED_LIMIT),
  generator: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('MODEL'), modelId: z.uuid(), recipe: z.record(z.string(), z.json()) }),
    /** Pictures that were made elsewhere. */
    z.strictObject({ kind: z.literal('EXTERNAL'), name: text(200).trim().min(1), note: text(10_000).optional() }),
  ]),
});

export type EvaluationRequest = z.output<typeof EvaluationRequest>;
export type EvaluationRequestInput = z.input<typeof EvaluationRequest>;
