import { type EvaluationReportFilter, type ReportState } from '../../generated/graphql.js';
import { STATE_NAMES } from '../generations/states.js';

/** What the list of reports is filtered by; it lives in the address, so that a view can be sent to somebody. */
export interface ReportListFilter {
  readonly states: readonly ReportState[];
  readonly modelId: string | null;
  readonly datasetId: string | null;
  readonly text: string;
}

export const NO_FILTER: ReportListFilter = { states: [], modelId: null, datasetId: null, text: '' };

/** Reads the filter of an address; what is not understood is left out. */
export function parseFilter(params: URLSearchParams): ReportListFilter {
  const states = params.getAll('state').filter((name) => (STATE_NAMES as readonly string[]).includes(name));
  return {
    states: states as ReportState[],
    modelId: params.get('model'),
    datasetId: params.get('dataset'),
    text: params.get('text') ?? '',
  };
}

/** The way back; what is not asked leaves no trace. */
export function formatFilter({ states, modelId, datasetId, text }: ReportListFilter): URLSearchParams {
  const params = new URLSearchParams(states.map((state) => ['state', state]));
  const entries = { model: modelId, dataset: datasetId, text: text === '' ? null : text };
  for (const [key, value] of Object.entries(entries)) if (value !== null) params.set(key, value);
  return params;
}

/** What the API is asked. */
export function toReportFilter({ states, modelId, datasetId, text }: ReportListFilter): EvaluationReportFilter {
  return {
    ...(states.length > 0 && { states }),
    ...(modelId !== null && { modelId }),
    ...(datasetId !== null && { datasetId }),
    ...(text.trim() !== '' && { search: text.trim() }),
  };
}
