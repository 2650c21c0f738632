import { createTensor, randn, type Tensor } from '@contrapposto/tensor';
import { ModelCoreError } from '../../errors.js';
import { createScheduler } from '../create-scheduler.js';
import type { SchedulerName } from '../names.js';
import type { RawSchedulerConfig } from '../scheduler-config.js';
import type { Scheduler, Trajectory } from '../scheduler.js';
import { predictByFormula } from './analytic-model.js';

const STABLE_DIFFUSION: RawSchedulerConfig = {
  _class_name: 'DDIMScheduler',
  _diffusers_version: '0.42.1',
  num_train_timesteps: 1000,
  beta_start: 0.00085,
  beta_end: 0.012,
  beta_schedule: 'scaled_linear',
  clip_sample: false,
  set_alpha_to_one: false,
  skip_prk_steps: true,
  steps_offset: 1,
};
const SPACINGS = ['leading', 'trailing', 'linspace'];
const PREDICTIONS = ['epsilon', 'v_prediction', 'sample'];
const DIMS = [1, 4, 4, 3];

function walk(trajectory: Trajectory, start: Tensor, predict: (x: Tensor, timestep: number) => Tensor): Tensor {
  return trajectory.timesteps.reduce(
    (sample, timestep) => trajectory.step(predict(trajectory.scaleModelInput(sample), timestep), sample).prevSample,
    start,
  );
}

function startNoise(trajectory: Trajectory, seed: number): Tensor {
  const noise = randn(DIMS, seed);
  return createTensor(
    'float32',
    DIMS,
    noise.data.map((value) => value * trajectory.initNoiseSigma),
  );
}

/** A network that knows the answer: whatever it sees, the clean latents are `target`. */
function predictTarget(target: Tensor): (x: Tensor) => Tensor {
  return () => target;
}

/** What every scheduler must keep, whatever its method. */
export function describeSchedulerContract(name: SchedulerName): void {
  const create = (changes: RawSchedulerConfig = {}): Scheduler =>
    createScheduler(name, { ...STABLE_DIFFUSION, ...changes });

  describe(`the contract of schedulers, ${name}`, () => {
    it('says its name and takes a published configuration without a warning', () => {
      expect(create()).toMatchObject({ name, warnings: [] });
    });

    it.each(SPACINGS)('gives as many strictly falling timesteps as steps, %s', (timestep_spacing) => {
      for (const steps of [1, 2, 13, 50, 250]) {
        const { timesteps } = create({ timestep_spacing }).start(steps);
        expect(timesteps).toHaveLength(steps);
        expect(
          timesteps.every((t, index) => t >= 0 && t <= 999 && (index === 0 || t < (timesteps[index - 1] ?? 0))),
        ).toBe(true);
      }
    });

    it('ends at the clean latents that a network predicts throughout', () => {
      const target = randn(DIMS, 5);
      const trajectory = create({ prediction_type: 'sample', set_alpha_to_one: true }).start(20);
      const end = walk(trajectory, startNoise(trajectory, 6), predictTarget(target));
      end.data.forEach((value, index) => expect(value).toBeCloseTo(target.data[index] ?? NaN, 5));
    });

    it.each(PREDICTIONS)('gives finite latents of the same shape, and the same ones again, %s', (prediction_type) => {
      const scheduler = create({ prediction_type });
      const run = (): Tensor => {
        const trajectory = scheduler.start(12);
        return walk(trajectory, startNoise(trajectory, 7), predictByFormula);
      };
      const [first, again] = [run(), run()];
      expect(first.dims).toEqual(DIMS);
      expect(first.data.every(Number.isFinite)).toBe(true);
      expect(again).toEqual(first);
    });

    it('leaves the tensors that it is given as they were', () => {
      const trajectory = create().start(4);
      const sample = startNoise(trajectory, 8);
      const output = randn(DIMS, 9);
      trajectory.scaleModelInput(sample);
      trajectory.step(output, sample);
      expect([sample, output]).toEqual([startNoise(trajectory, 8), randn(DIMS, 9)]);
    });

    it('skips the first step where asked, and takes the others at the same timesteps', () => {
      const all = create().start(10);
      const skipping = create().start(10, { skipFirstStep: true });
      expect(skipping.timesteps).toEqual(all.timesteps.slice(1));
      expect(skipping.initNoiseSigma).toBeLessThanOrEqual(all.initNoiseSigma);
      const end = walk(skipping, startNoise(skipping, 10), predictByFormula);
      expect(end.data.every(Number.isFinite)).toBe(true);
    });

    it('takes no step beyond the last', () => {
      const trajectory = create().start(2);
      const sample = walk(trajectory, startNoise(trajectory, 11), predictByFormula);
      expect(() => trajectory.step(sample, sample)).toThrow(expect.objectContaining({ code: 'INVALID_STEPS' }));
    });

    it('refuses an output of another shape, naming both', () => {
      const trajectory = create().start(2);
      expect(() => trajectory.step(randn([1, 4, 4, 4], 1), randn(DIMS, 1))).toThrow(
        "expected the model's output of shape (1, 4, 4, 3), got (1, 4, 4, 4)",
      );
    });

    it.each([0, -1, 1.5, NaN, Infinity, 1001])('refuses %d steps', (steps) => {
      expect(() => create().start(steps)).toThrow(expect.objectContaining({ code: 'INVALID_STEPS' }));
    });

    it('refuses to skip the only step', () => {
      expect(() => create().start(1, { skipFirstStep: true })).toThrow(
        expect.objectContaining({ code: 'INVALID_STEPS' }),
      );
    });

    it('reports a key that it does not know, with the near miss', () => {
      expect(create({ beta_strat: 0.001 }).warnings).toEqual([
        'scheduler_config.json: "beta_strat" is not known and has no effect. Did you mean "beta_start"?',
      ]);
    });

    it.each([
      ['beta_schedule', 'scaled_liner', 'Did you mean "scaled_linear"?'],
      ['prediction_type', 'flow_prediction', 'one of epsilon, v_prediction, sample'],
      ['timestep_spacing', 3, 'one of leading, trailing, linspace'],
      ['num_train_timesteps', 0, 'a whole number in 1..100000'],
      ['num_train_timesteps', 1e9, 'a whole number in 1..100000'],
      ['beta_start', '0.1', 'a number in 0..1'],
      ['rescale_betas_zero_snr', 'yes', 'true or false'],
      ['trained_betas', [0.1, 0.2], `null for ${name}`],
    ])('refuses %s = %j', (key, value, part) => {
      const attempt = (): Scheduler => create({ [key]: value });
      expect(attempt).toThrow(ModelCoreError);
      expect(attempt).toThrow(expect.objectContaining({ code: 'UNSUPPORTED_SCHEDULER_CONFIG' }));
      expect(attempt).toThrow(part);
    });
  });
}
