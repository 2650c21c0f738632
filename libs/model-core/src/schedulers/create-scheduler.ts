import { suggest } from '@contrapposto/pose';
import { ModelCoreError } from '../errors.js';
import { createDdimScheduler } from './ddim.js';
import { createDpmpp2mScheduler } from './dpmpp-2m.js';
import { createEulerScheduler } from './euler.js';
import { SCHEDULER_NAMES, type SchedulerName } from './names.js';
import type { Scheduler } from './scheduler.js';
import type { RawSchedulerConfig } from './scheduler-config.js';

const FACTORIES: Readonly<Record<SchedulerName, (raw: RawSchedulerConfig) => Scheduler>> = {
  ddim: createDdimScheduler,
  'dpmpp-2m': createDpmpp2mScheduler,
  euler: createEulerScheduler,
};

/**
 * A scheduler by name, set up by a diffusers `scheduler_config.json` object. The file may have been written for another
 * scheduler: what they share is taken from it, the rest from this scheduler's own defaults, as diffusers' `from_config`
 * does.
 *
 * @throws ModelCoreError UNKNOWN_SCHEDULER, UNSUPPORTED_SCHEDULER_CONFIG
 */
export function createScheduler(name: string, raw: RawSchedulerConfig): Scheduler {
  return FACTORIES[toSchedulerName(name)](raw);
}

/** @throws ModelCoreError UNKNOWN_SCHEDULER with the nearest names. */
export function toSchedulerName(name: string): SchedulerName {
  const known = SCHEDULER_NAMES.find((candidate) => candidate === name);
  if (known) return known;
  throw new ModelCoreError(
    'UNKNOWN_SCHEDULER',
    `expected the name of a scheduler, got ${JSON.stringify(name)}. ${suggest(name, SCHEDULER_NAMES)}`.trim(),
  );
}
