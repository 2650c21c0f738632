import { type GenerationFilter, type GenerationReports, type GenerationState } from '../../generated/graphql.js';
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
  /** What other pages lead here by: a pose, a prompt of the library, a prompt's text, a scene, a library of poses. */
  readonly poseId: string | null;
  readonly promptId: string | null;
  readonly prompt: string | null;
  readonly scene: string | null;
  readonly libraryId: string | null;
  /** Whether those are listed that evaluation reports asked for. */
  readonly reports: GenerationReports;
}

export const NO_FILTER: ListFilter = {
  states: [],
  modelId: null,
  similarity: [0, 1],
  from: null,
  to: null,
  poseId: null,
  promptId: null,
  prompt: null,
  scene: null,
  libraryId: null,
  reports: 'WITHOUT',
};

const REPORTS: Readonly<Record<string, GenerationReports>> = { only: 'ONLY', all: 'ALL' };

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
    poseId: params.get('pose'),
    promptId: params.get('template'),
    prompt: params.get('prompt'),
    scene: params.get('scene'),
    libraryId: params.get('library'),
    reports: REPORTS[params.get('reports') ?? ''] ?? 'WITHOUT',
  };
}

/** The way back; defaults leave no trace. */
export function formatFilter({ states, similarity: [low, high], ...filter }: ListFilter): URLSearchParams {
  const params = new URLSearchParams(states.map((state) => ['state', state]));
  const entries = {
    model: filter.modelId,
    min: low > 0 ? low : null,
    max: high < 1 ? high : null,
    from: filter.from,
    to: filter.to,
    pose: filter.poseId,
    template: filter.promptId,
    prompt: filter.prompt,
    scene: filter.scene,
    library: filter.libraryId,
    reports: filter.reports === 'WITHOUT' ? null : filter.reports.toLowerCase(),
  };
  for (const [key, value] of Object.entries(entries)) if (value !== null) params.set(key, String(value));
  return params;
}

function startOfDay(day: string, offset: number): string {
  const [year, month, date] = day.split('-').map(Number);
  return new Date(year!, month! - 1, date! + offset).toISOString();
}

/** What the API is asked: days become moments of the local clock. */
export function toGenerationFilter({ states, similarity: [low, high], ...filter }: ListFilter): GenerationFilter {
  const { modelId, from, to, poseId, promptId, prompt, scene, libraryId, reports } = filter;
  return {
    ...(states.length > 0 && { states }),
    ...(modelId !== null && { modelIds: [modelId] }),
    ...(low > 0 && { minSimilarity: low }),
    ...(high < 1 && { maxSimilarity: high }),
    ...(from !== null && { createdAfter: startOfDay(from, 0) }),
    ...(to !== null && { createdBefore: startOfDay(to, 1) }),
    ...(poseId !== null && { poseIds: [poseId] }),
    ...(promptId !== null && { promptIds: [promptId] }),
    ...(prompt !== null && { prompts: [prompt] }),
    ...(scene !== null && { scenes: [scene] }),
    ...(libraryId !== null && { libraryIds: [libraryId] }),
    ...(reports !== 'WITHOUT' && { reports }),
  };
}
