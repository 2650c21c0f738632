import { type GenerationFilter, type InsightGroup } from '../../generated/graphql.js';
import { type ListFilter, NO_FILTER, parseFilter, toGenerationFilter } from '../generations/filter.js';

/** What the page looks at; it lives in the address, so that a view can be sent to somebody. */
export interface InsightSearch {
  readonly groupBy: InsightGroup;
  /** Object keypoint similarity below which a picture has lost its pose, 0..1. */
  readonly threshold: number;
  /** Groups of fewer pictures are left out. */
  readonly leastCount: number;
  /** Of the generations page: the way there is the same filter. */
  readonly filter: Pick<ListFilter, 'modelId' | 'libraryId' | 'from' | 'to' | 'reports'>;
}

const GROUPS: Readonly<Record<string, InsightGroup>> = {
  poses: 'POSE',
  prompts: 'PROMPT',
  scenes: 'SCENE',
  models: 'MODEL',
  joints: 'JOINT',
};

export const USUAL: InsightSearch = {
  groupBy: 'POSE',
  threshold: 0.5,
  leastCount: 1,
  filter: { modelId: null, libraryId: null, from: null, to: null, reports: 'WITHOUT' },
};

function readWithin(text: string | null, least: number, most: number): number | null {
  const value = Number(text);
  return text !== null && value >= least && value <= most ? value : null;
}

/** Reads what an address looks at; what is not understood is left out. */
export function parseSearch(params: URLSearchParams): InsightSearch {
  const { modelId, libraryId, from, to, reports } = parseFilter(params);
  return {
    groupBy: GROUPS[params.get('by') ?? ''] ?? USUAL.groupBy,
    threshold: readWithin(params.get('below'), 0, 1) ?? USUAL.threshold,
    leastCount: Math.round(readWithin(params.get('least'), 1, 100_000) ?? USUAL.leastCount),
    filter: { modelId, libraryId, from, to, reports },
  };
}

/** The way back; defaults leave no trace. */
export function formatSearch({ groupBy, threshold, leastCount, filter }: InsightSearch): URLSearchParams {
  const entries = {
    by: groupBy === USUAL.groupBy ? null : Object.keys(GROUPS).find((name) => GROUPS[name] === groupBy)!,
    below: threshold === USUAL.threshold ? null : threshold,
    least: leastCount === USUAL.leastCount ? null : leastCount,
    model: filter.modelId,
    library: filter.libraryId,
    from: filter.from,
    to: filter.to,
    reports: filter.reports === 'WITHOUT' ? null : filter.reports.toLowerCase(),
  };
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(entries)) if (value !== null) params.set(key, String(value));
  return params;
}

/** What the pictures of a group have in common. */
export interface GroupSubject {
  readonly name: string;
  readonly pose: { readonly id: string } | null;
  readonly prompt: { readonly id: string } | null;
  readonly model: { readonly id: string } | null;
}

/** The filter of the generations page that finds a group's pictures; null of a joint, which is no picture's alone. */
export function toListFilter({ groupBy, filter }: InsightSearch, subject: GroupSubject): ListFilter | null {
  const { name, pose, prompt, model } = subject;
  const of: Partial<ListFilter> | null = {
    POSE: { poseId: pose?.id ?? null },
    PROMPT: prompt ? { promptId: prompt.id } : { prompt: name },
    SCENE: { scene: name },
    MODEL: { modelId: model?.id ?? filter.modelId },
    JOINT: null,
  }[groupBy];
  return of && { ...NO_FILTER, ...filter, ...of };
}

/** What the API is asked about all groups. */
export function toInsightFilter({ filter }: InsightSearch): GenerationFilter {
  return toGenerationFilter({ ...NO_FILTER, ...filter });
}
