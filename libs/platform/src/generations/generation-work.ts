import type { WorkKind } from '../work/work-kind.js';

export const GENERATION: WorkKind = {
  name: 'generation',
  table: 'generations',
  events: 'generation_events',
  owner: 'generation_id',
  claim: 'claim_generation',
  appendLeased: 'append_leased_event',
};
