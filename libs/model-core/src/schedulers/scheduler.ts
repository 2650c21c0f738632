import type { Generator, Tensor } from '@contrapposto/tensor';
import type { SchedulerName } from './names.js';

/**
 * Notation, from the papers to the code. All schedulers share it.
 *
 * | paper                        | code                  | what                                                       |
 * |------------------------------|-----------------------|------------------------------------------------------------|
 * | t                            | `timestep`            | place on the training schedule, 0..numTrainTimesteps - 1   |
 * | beta_t                       | `betas`               | variance added at t                                        |
 * | alpha-bar_t                  | `alphasCumprod`       | product of 1 - beta up to t                                |
 * | x_t, x_{t-1}                 | `sample`,`prevSample` | noisy latents, and the less noisy ones after a step        |
 * | x_0                          | `predOriginalSample`  | the clean latents as predicted at t                        |
 * | epsilon, v                   | `modelOutput`         | what the network predicts, by `predictionType`             |
 * | alpha_t = sqrt(alpha-bar_t)  | `signal`              | x_t = signal * x_0 + noise * epsilon                       |
 * | sigma_t = sqrt(1-alpha-bar_t)| `noise`               |                                                            |
 * | sigma (Karras) = noise/signal| `sigma`               | noise level where the signal is not scaled down            |
 * | lambda_t = log(signal/noise) | `lambda`              | half the log signal-to-noise ratio                         |
 * | eta                          | `eta`                 | DDIM: 0 deterministic, 1 as noisy as DDPM                  |
 */
export interface Scheduler {
  readonly name: SchedulerName;
  /** Keys of the configuration that no scheduler knows; each a sentence. */
  readonly warnings: readonly string[];
  /**
   * Begins one run.
   *
   * @throws ModelCoreError INVALID_STEPS when the training schedule has no room for so many different timesteps.
   */
  start(numInferenceSteps: number, options?: TrajectoryOptions): Trajectory;
}

export interface TrajectoryOptions {
  /** Begin at the second timestep, with its noise level. */
  readonly skipFirstStep?: boolean;
  /** DDIM's share of fresh noise, 0..1; the others take none. */
  readonly eta?: number;
}

/** One run from noise to latents. It counts its own steps: one `step` per timestep, in order. */
export interface Trajectory {
  /** Strictly falling. */
  readonly timesteps: readonly number[];
  /** The start noise is standard normal times this. */
  readonly initNoiseSigma: number;
  /** The sample as the network wants it for the coming step. Same shape. */
  scaleModelInput(sample: Tensor): Tensor;
  /**
   * Takes the coming step.
   *
   * @param modelOutput the network's prediction, of the sample's shape
   * @param generator drawn from only by DDIM with eta > 0: one `normal` of the sample's shape per step
   */
  step(modelOutput: Tensor, sample: Tensor, generator?: Generator): StepOutput;
}

export interface StepOutput {
  readonly prevSample: Tensor;
  readonly predOriginalSample: Tensor;
}
