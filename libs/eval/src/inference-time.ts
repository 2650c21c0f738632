import { EvalError } from './errors.js';

export interface InferenceTimeSettings {
  /** Runs before the clock counts: they load, allocate and compile. */
  readonly warmUpRuns: number;
  readonly runs: number;
}

/** The paper times 20 runs; of warming up it says nothing. */
export const DEFAULT_INFERENCE_TIME: InferenceTimeSettings = Object.freeze({ warmUpRuns: 3, runs: 20 });

/** What the clock saw: a stage that is absent was not timed. */
export type InferenceStage = 'pose-rendering' | 'text-encoding' | 'image-encoding' | 'denoising' | 'image-decoding';

export interface InferenceTime {
  /** Seconds per picture. */
  readonly median: number;
  readonly mean: number;
  readonly least: number;
  readonly most: number;
  /** In the order of the runs, without those that warmed up. */
  readonly seconds: readonly number[];
  readonly settings: InferenceTimeSettings;
  readonly inside: readonly InferenceStage[];
}

/**
 * Times one picture after another. The median stands for all: one run that a busy machine held up does not move it.
 *
 * @param makePicture one picture, from beginning to end; the number counts its runs, those that warm up included
 * @param inside which stages that is
 * @param clock milliseconds from anywhere, never backwards
 * @throws EvalError INVALID_SETTINGS; whatever makePicture throws
 */
export async function measureInferenceTime(
  makePicture: (run: number) => Promise<unknown>,
  inside: readonly InferenceStage[],
  clock: () => number,
  settings: InferenceTimeSettings = DEFAULT_INFERENCE_TIME,
): Promise<InferenceTime> {
  const { warmUpRuns, runs } = settings;
  if (!Number.isInteger(warmUpRuns) || warmUpRuns < 0 || !Number.isInteger(runs) || runs < 1)
    throw new EvalError(
      'INVALID_SETTINGS',
      `Expected warm-up runs from 0 and timed runs from 1, got ${warmUpRuns} and ${runs}.`,
    );
  const seconds: number[] = [];
  for (let run = 0; run < warmUpRuns + runs; run++) {
    const started = clock();
    await makePicture(run);
    if (run >= warmUpRuns) seconds.push((clock() - started) / 1000);
  }
  return { ...summarize(seconds), seconds, settings, inside };
}

function summarize(seconds: readonly number[]) {
  const sorted = [...seconds].sort((a, b) => a - b);
  const middle = [sorted[Math.floor((sorted.length - 1) / 2)]!, sorted[Math.ceil((sorted.length - 1) / 2)]!] as const;
  return {
    median: (middle[0] + middle[1]) / 2,
    mean: sorted.reduce((sum, value) => sum + value, 0) / sorted.length,
    least: sorted[0]!,
    most: sorted.at(-1)!,
  };
}
