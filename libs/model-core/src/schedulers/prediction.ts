import type { PredictionType } from './scheduler-config.js';

/** What a model's output says about x_0 and epsilon, where x_t = signal * x_0 + noise * epsilon. Element by element. */
export interface Prediction {
  original(output: number, sample: number): number;
  epsilon(output: number, sample: number): number;
}

/** @param signal sqrt(alpha-bar_t), > 0 for `epsilon`. @param noise sqrt(1 - alpha-bar_t), > 0 for `sample`. */
export function createPrediction(type: PredictionType, signal: number, noise: number): Prediction {
  switch (type) {
    case 'epsilon':
      return {
        original: (output, sample) => (sample - noise * output) / signal,
        epsilon: (output) => output,
      };
    case 'sample':
      return {
        original: (output) => output,
        epsilon: (output, sample) => (sample - signal * output) / noise,
      };
    // Salimans and Ho (2022): v = signal * epsilon - noise * x_0.
    case 'v_prediction':
      return {
        original: (output, sample) => signal * sample - noise * output,
        epsilon: (output, sample) => signal * output + noise * sample,
      };
  }
}
