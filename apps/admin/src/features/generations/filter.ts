import { type GenerationFilter, type GenerationState } from '../../generated/graphql.js';
import { STATE_NAMES } from './states.js';

/** What the generations page filters by; it lives in the address, so that a view can be sent to somebody. */
export interface ListFilter {
  readonly states: readonly GenerationState[];
  readonly modelId: string | null;
  /** OKS, 0..1 */
  readonly similarity: readonly [low: number, high: number];
  /** Local days, `2026-03-10`, both included. */
  readonly from: string | null;
  readonly to: string | null;
}

export const NO_FILTER: ListFilter = { states: [], modelId: null, similarity: [0, 1], from: null, to: null };

function readNumber(text: string | null, otherwise: number): number {
  const value = Number(text ?? otherwise);
  return value >= 0 && value <= 1 ? value : otherwise;
}

function readDay(text: string | null): string | null {
  return text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : null;
}

/** Reads the filter of an address; what is not understood is left out. */
export function parseFilter(params: URLSearchParams): ListFilter {
  const states = params.getAll('state').filter((name) => (STATE_NAMES as readonly string[]).includes(name));
  return {
    states: states as GenerationState[],
    modelId: params.get('model'),
    similarity: [readNumber(params.get('min'), 0), readNumber(params.get('max'), 1)],
    from: readDay(params.get('from')),
    to: readDay(params.get('to')),
  };
}

/** The way back; defaults leave no trace. */
export function formatFilter({ states, modelId, similarity: [low, high], from, to }: ListFilter): URLSearchParams {
  const params = new URLSearchParams(states.map((state) => ['state', state]));
  const entries = { model: modelId, min: low > 0 ? low : null, max: high < 1 ? high : null, from, to };
  for (const [key, value] of Object.entries(entries)) if (value !== null) params.set(key, String(value));
  return params;
}

function startOfDay(day: string, offset: number): string {
  const [year, month, date] = day.split('-').map(Number);
  return new Date(year!, month! - 1, date! + offset).toISOString();
}

/** What the API is asked: days become moments of the local clock. */
export function toGenerationFilter({
  states,
  modelId,
  similarity: [low, high],
  from,
  to,
}: ListFilter): GenerationFilter {
  return {
    ...(states.length > 0 && { states }),
    ...(modelId !== null && { modelIds: [modelId] }),
    ...(low > 0 && { minSimilarity: low }),
    ...(high < 1 && { maxSimilarity: high }),
    ...(from !== null && { createdAfter: startOfDay(from, 0) }),
    ...(to !== null && { createdBefore: startOfDay(to, 1) }),
  };
}
