import {
  CONTRACT_VERSION,
  type BackendCapabilities,
  type BackendListing,
  type BackendRegistry,
  type ProbeVerdict,
} from '@contrapposto/backends';
import type { Recipe } from '@contrapposto/model-core';
import { registerBackend, type BackendRegistration, type Database } from '@contrapposto/platform';
import { GenerationFailure } from '../generations/generation-failure.js';

/** A backend that can run here. */
export interface UsableBackend {
  /** Its row. */
  readonly id: string;
  readonly specifier: string;
  readonly name: string;
  readonly version: string;
  readonly capabilities: BackendCapabilities;
  readonly verdict: ProbeVerdict;
}

/** Starts and asks every configured backend, and makes known what came of it. @returns the usable ones, in order of preference */
export async function surveyBackends(
  database: Database,
  registry: BackendRegistry,
  worker: string,
): Promise<UsableBackend[]> {
  const usable: UsableBackend[] = [];
  for (const listing of await registry.survey()) {
    const [id] = await register(database, worker, listing);
    if (listing.status === 'usable') usable.push({ id: id!, ...listing });
  }
  return usable;
}

/** One row for each kind of device. */
function register(database: Database, worker: string, listing: BackendListing): Promise<string[]> {
  return Promise.all(describe(listing).map((row) => registerBackend(database, { worker, ...row })));
}

function describe(listing: BackendListing): Omit<BackendRegistration, 'worker'>[] {
  const shared = { contractVersion: CONTRACT_VERSION, usable: listing.status === 'usable' };
  if (listing.status === 'broken') {
    const { specifier: name, reason } = listing;
    return [{ ...shared, name, version: 'unknown', device: 'none', reasons: [reason], capabilities: {} }];
  }
  const { name, version, capabilities, verdict } = listing;
  const devices = verdict.devices.length > 0 ? verdict.devices : [{ kind: 'none', name: 'none', memoryBytes: null }];
  const kinds = [...new Set(devices.map(({ kind }) => kind))];
  return kinds.map((device) => ({
    ...shared,
    name,
    version,
    device,
    reasons: verdict.reasons,
    capabilities: { ...capabilities, found: devices.filter(({ kind }) => kind === device) },
  }));
}

/** @throws GenerationFailure BACKEND_UNAVAILABLE: another worker, or this one when it comes again, may have one */
export function assertAnyBackend(backends: readonly UsableBackend[]): void {
  if (backends.length > 0) return;
  throw GenerationFailure.of('BACKEND_UNAVAILABLE', {
    expected: 'a backend that runs on this machine',
    got: 'none',
    where: 'worker',
    advice: 'The list of backends says why each cannot.',
  });
}

/** The first backend that can do what the recipe asks for. @throws GenerationFailure BACKEND_UNAVAILABLE, RECIPE_UNSUPPORTED */
export function chooseBackend(backends: readonly UsableBackend[], recipe: Recipe): UsableBackend {
  assertAnyBackend(backends);
  const { family, scheduler } = recipe;
  const able = backends.find(
    ({ capabilities: { families, schedulers } }) => families.includes(family) && schedulers.includes(scheduler),
  );
  if (able) return able;
  throw GenerationFailure.of('RECIPE_UNSUPPORTED', {
    expected: `a backend for ${family} with ${scheduler}`,
    got: backends.map(({ specifier }) => specifier).join(', '),
    where: 'recipe, family and scheduler',
    advice: 'Choose another scheduler or model.',
  });
}
