import type { BetaSchedule, SchedulerConfig } from './scheduler-config.js';

/** Rounded to float32 wherever diffusers holds float32, since a thousand products would otherwise drift apart. */
const { fround } = Math;

/** The last alpha-bar of a schedule rescaled to zero signal, where a sigma must stay finite: float16's smallest number. */
export const SMALLEST_ALPHA_CUMPROD = 2 ** -24;

const MAX_COSINE_BETA = 0.999;

/** alpha-bar_t for t = 0..numTrainTimesteps - 1, falling, in (0, 1); the last is 0 with rescaleBetasZeroSnr. */
export function computeAlphasCumprod(config: SchedulerConfig): Float32Array {
  const alphas = computeBetas(config).map((beta) => 1 - beta);
  const alphasCumprod = accumulateProducts(alphas);
  return config.rescaleBetasZeroSnr ? rescaleToZeroTerminalSnr(alphasCumprod) : alphasCumprod;
}

type BetaFunction = (config: SchedulerConfig) => Float32Array;

const BETA_FUNCTIONS: Readonly<Record<BetaSchedule, BetaFunction>> = {
  linear: ({ betaStart, betaEnd, numTrainTimesteps }) => spaceEvenly(betaStart, betaEnd, numTrainTimesteps),
  // Latent diffusion's: linear in the square root.
  scaled_linear: ({ betaStart, betaEnd, numTrainTimesteps }) =>
    spaceEvenly(Math.sqrt(betaStart), Math.sqrt(betaEnd), numTrainTimesteps).map((root) => root * root),
  // Nichol and Dhariwal (2021), eq. 17.
  squaredcos_cap_v2: ({ numTrainTimesteps: count }) =>
    Float32Array.from({ length: count }, (_, t) =>
      Math.min(1 - computeCosineAlphaBar((t + 1) / count) / computeCosineAlphaBar(t / count), MAX_COSINE_BETA),
    ),
};

function computeBetas(config: SchedulerConfig): Float32Array {
  return BETA_FUNCTIONS[config.betaSchedule](config);
}

function computeCosineAlphaBar(progress: number): number {
  return Math.cos((((progress + 0.008) / 1.008) * Math.PI) / 2) ** 2;
}

/** torch.linspace: counted from the start in the first half and from the end in the second. */
function spaceEvenly(start: number, end: number, count: number): Float32Array {
  if (count === 1) return Float32Array.of(start);
  const step = fround((fround(end) - fround(start)) / (count - 1));
  return Float32Array.from({ length: count }, (_, index) =>
    index < count / 2 ? fround(start) + step * index : fround(end) - step * (count - index - 1),
  );
}

function accumulateProducts(factors: Float32Array): Float32Array {
  let product = 1;
  return factors.map((factor) => (product *= factor));
}

/** Lin et al. (2024), algorithm 1: shift and scale sqrt(alpha-bar) so that the last is zero and the first stays. */
function rescaleToZeroTerminalSnr(alphasCumprod: Float32Array): Float32Array {
  const signals = alphasCumprod.map(Math.sqrt);
  const first = signals[0] ?? 1;
  const last = signals.at(-1) ?? 0;
  const scale = fround(first / fround(first - last));
  return signals.map((signal) => fround(fround(signal - last) * scale) ** 2);
}
