import { type GenerationState } from '../../generated/graphql.js';

/** How each state is called and coloured, wherever it is shown. */
export const STATES: Readonly<Record<GenerationState, { readonly label: string; readonly color: string }>> = {
  QUEUED: { label: 'Queued', color: 'gray' },
  RUNNING: { label: 'Running', color: 'blue' },
  SUCCEEDED: { label: 'Done', color: 'teal' },
  FAILED: { label: 'Failed', color: 'red' },
  CANCELED: { label: 'Canceled', color: 'yellow' },
};

export const STATE_NAMES = Object.keys(STATES) as GenerationState[];

export function isActive(state: GenerationState): boolean {
  return state === 'QUEUED' || state === 'RUNNING';
}
