import { createScheduler } from './create-scheduler.js';

it.each([
  ['dpmpp2m', 'Did you mean "dpmpp-2m"?'],
  ['dim', 'Did you mean "ddim"?'],
  ['Euler', 'Did you mean "euler"?'],
  ['unipc', 'expected the name of a scheduler, got "unipc". Known: ddim, dpmpp-2m, euler.'],
])('refuses the scheduler %s with what it may have meant', (name, message) => {
  expect(() => createScheduler(name, {})).toThrow(
    expect.objectContaining({ code: 'UNKNOWN_SCHEDULER', message: expect.stringContaining(message) }),
  );
});

it.each([
  [{ algorithm_type: 'sde-dpmsolver++' }, 'expected algorithm_type to be "dpmsolver++" for dpmpp-2m'],
  [{ solver_order: 3 }, 'expected solver_order to be 2 for dpmpp-2m, got 3'],
  [{ use_karras_sigmas: true }, 'expected use_karras_sigmas to be false for dpmpp-2m'],
])('refuses a setting that changes the picture and that it does not have: %j', (settings, message) => {
  expect(() => createScheduler('dpmpp-2m', settings)).toThrow(
    expect.objectContaining({ code: 'UNSUPPORTED_SCHEDULER_CONFIG', message: expect.stringContaining(message) }),
  );
});

it('takes settings that belong to another scheduler for nothing, as diffusers does', () => {
  expect(createScheduler('ddim', { algorithm_type: 'sde-dpmsolver++', use_karras_sigmas: true }).warnings).toEqual([]);
});

it('refuses zero terminal SNR with epsilon for DDIM, which would divide by zero', () => {
  expect(() => createScheduler('ddim', { rescale_betas_zero_snr: true })).toThrow('v_prediction or sample');
});

it('refuses more steps than a spacing has different timesteps for', () => {
  const scheduler = createScheduler('dpmpp-2m', { timestep_spacing: 'linspace' });
  expect(() => scheduler.start(1000)).toThrow(
    expect.objectContaining({ code: 'INVALID_STEPS', message: expect.stringContaining('linspace') }),
  );
});

it.each(['-Infinity', '-inf', null])('reads minus infinity written as %j', (lambda_min_clipped) => {
  expect(createScheduler('dpmpp-2m', { lambda_min_clipped }).start(10).timesteps).toHaveLength(10);
});
