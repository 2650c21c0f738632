import { suggest } from '@contrapposto/pose';
import { createReader, quote } from '../checked-reader.js';
import { ModelCoreError } from '../errors.js';
import type { SchedulerName } from './names.js';

export type BetaSchedule = 'linear' | 'scaled_linear' | 'squaredcos_cap_v2';
export type PredictionType = 'epsilon' | 'v_prediction' | 'sample';
export type TimestepSpacing = 'leading' | 'trailing' | 'linspace';
export type FinalSigmasType = 'zero' | 'sigma_min';

/** A diffusers `scheduler_config.json`, checked, with the defaults that diffusers gives each scheduler. */
export interface SchedulerConfig {
  readonly numTrainTimesteps: number;
  readonly betaStart: number;
  readonly betaEnd: number;
  readonly betaSchedule: BetaSchedule;
  readonly predictionType: PredictionType;
  readonly timestepSpacing: TimestepSpacing;
  /** Added to every timestep of `leading` spacing. */
  readonly stepsOffset: number;
  readonly rescaleBetasZeroSnr: boolean;
  /** DDIM: x_0 is clamped to -clipSampleRange..clipSampleRange. */
  readonly clipSample: boolean;
  readonly clipSampleRange: number;
  /** DDIM: the last step ends at alpha-bar 1 rather than at that of timestep 0. */
  readonly setAlphaToOne: boolean;
  /** DPM-Solver++: the last step of a run of fewer than 15 is of first order. */
  readonly lowerOrderFinal: boolean;
  /** DPM-Solver++: the last step is always of first order. */
  readonly eulerAtFinal: boolean;
  /** DPM-Solver++: timesteps with a smaller lambda are left out. */
  readonly lambdaMinClipped: number;
  /** DPM-Solver++ and Euler: where the last step ends. */
  readonly finalSigmasType: FinalSigmasType;
}

export type RawSchedulerConfig = Readonly<Record<string, unknown>>;

const DEFAULT_SPACING: Readonly<Record<SchedulerName, TimestepSpacing>> = {
  ddim: 'leading',
  'dpmpp-2m': 'linspace',
  euler: 'linspace',
};

/** Settings that change the picture and that we do not have: anything but these values is refused. */
const NEUTRAL_VALUES: Readonly<Record<SchedulerName, Readonly<Record<string, unknown>>>> = {
  ddim: { trained_betas: null, thresholding: false },
  'dpmpp-2m': {
    trained_betas: null,
    thresholding: false,
    solver_order: 2,
    algorithm_type: 'dpmsolver++',
    solver_type: 'midpoint',
    use_karras_sigmas: false,
    use_exponential_sigmas: false,
    use_beta_sigmas: false,
    use_lu_lambdas: false,
    use_flow_sigmas: false,
    use_dynamic_shifting: false,
    variance_type: null,
  },
  euler: {
    trained_betas: null,
    interpolation_type: 'linear',
    use_karras_sigmas: false,
    use_exponential_sigmas: false,
    use_beta_sigmas: false,
    timestep_type: 'discrete',
  },
};

/** Keys that diffusers writes and that have no say in our three schedulers with the neutral values above. */
const IRRELEVANT_KEYS = [
  '_class_name',
  '_diffusers_version',
  '_use_default_values',
  'dynamic_thresholding_ratio',
  'sample_max_value',
  'flow_shift',
  'time_shift_type',
  'sigma_min',
  'sigma_max',
  'skip_prk_steps',
  'disable_corrector',
  'predict_x0',
  'solver_p',
];

/** The keys that each field is read from; a scheduler that has no use for a field ignores it, as diffusers does. */
const READ_KEYS = [
  'num_train_timesteps',
  'beta_start',
  'beta_end',
  'beta_schedule',
  'prediction_type',
  'timestep_spacing',
  'steps_offset',
  'rescale_betas_zero_snr',
  'clip_sample',
  'clip_sample_range',
  'set_alpha_to_one',
  'lower_order_final',
  'euler_at_final',
  'lambda_min_clipped',
  'final_sigmas_type',
];

const KNOWN_KEYS = new Set([
  ...READ_KEYS,
  ...IRRELEVANT_KEYS,
  ...Object.values(NEUTRAL_VALUES).flatMap((values) => Object.keys(values)),
]);

/**
 * @throws ModelCoreError UNSUPPORTED_SCHEDULER_CONFIG for a value of the wrong kind or range, and for a setting that
 * this scheduler does not have.
 */
export function parseSchedulerConfig(name: SchedulerName, raw: RawSchedulerConfig): SchedulerConfig {
  assertNeutral(name, raw);
  const read = createReader(raw, unsupported);
  const config: SchedulerConfig = {
    numTrainTimesteps: read.number('num_train_timesteps', { least: 1, most: 100_000, whole: true }, 1000),
    betaStart: read.number('beta_start', { least: 0, most: 1 }, 0.0001),
    betaEnd: read.number('beta_end', { least: 0, most: 1 }, 0.02),
    betaSchedule: read.choice('beta_schedule', ['linear', 'scaled_linear', 'squaredcos_cap_v2'], 'linear'),
    predictionType: read.choice('prediction_type', ['epsilon', 'v_prediction', 'sample'], 'epsilon'),
    timestepSpacing: read.choice('timestep_spacing', ['leading', 'trailing', 'linspace'], DEFAULT_SPACING[name]),
    stepsOffset: read.number('steps_offset', { least: 0, most: 100_000, whole: true }, 0),
    rescaleBetasZeroSnr: read.flag('rescale_betas_zero_snr', false),
    clipSample: read.flag('clip_sample', true),
    clipSampleRange: read.number('clip_sample_range', { least: 0, most: Number.MAX_VALUE }, 1),
    setAlphaToOne: read.flag('set_alpha_to_one', true),
    lowerOrderFinal: read.flag('lower_order_final', true),
    eulerAtFinal: read.flag('euler_at_final', false),
    lambdaMinClipped: readLambdaMinClipped(raw.lambda_min_clipped),
    finalSigmasType: read.choice('final_sigmas_type', ['zero', 'sigma_min'], 'zero'),
  };
  assertZeroSnrPredictable(name, config);
  return config;
}

/** One sentence for each key that no version of these schedulers knows, so that a misspelt one does not pass unseen. */
export function describeUnknownKeys(raw: RawSchedulerConfig): string[] {
  return Object.keys(raw)
    .filter((key) => !KNOWN_KEYS.has(key))
    .map((key) => `scheduler_config.json: "${key}" is not known and has no effect. ${suggest(key, READ_KEYS)}`.trim());
}

/** Python writes minus infinity as a bare word that JSON does not have; readers that mend it give a string or null. */
function readLambdaMinClipped(value: unknown): number {
  if (value === undefined || value === null || value === '-inf' || value === '-Infinity') return -Infinity;
  if (typeof value === 'number' && !Number.isNaN(value)) return value;
  throw unsupported('lambda_min_clipped', 'a number', value);
}

function assertNeutral(name: SchedulerName, raw: RawSchedulerConfig): void {
  for (const [key, neutral] of Object.entries(NEUTRAL_VALUES[name])) {
    const value = raw[key] ?? neutral;
    if (value !== neutral) throw unsupported(key, `${JSON.stringify(neutral)} for ${name}`, value);
  }
}

/** At alpha-bar 0 the noise says nothing of x_0: epsilon would be divided by zero. */
function assertZeroSnrPredictable(name: SchedulerName, config: SchedulerConfig): void {
  if (name !== 'ddim' || !config.rescaleBetasZeroSnr || config.predictionType !== 'epsilon') return;
  throw unsupported('prediction_type', 'v_prediction or sample with rescale_betas_zero_snr', 'epsilon');
}

function unsupported(key: string, expected: string, got: unknown, hint = ''): ModelCoreError {
  const message = `expected ${key} to be ${expected}, got ${quote(got)} (scheduler_config.json). ${hint}`;
  return new ModelCoreError('UNSUPPORTED_SCHEDULER_CONFIG', message.trim());
}
