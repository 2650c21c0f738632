import type { ReportFilter, WorkState } from '@contrapposto/platform';
import { requireGlobalId } from '../global-id.js';
import type { EvaluationReportFilterInput } from '../schema/evaluation-report.js';
import { said } from './inputs.js';

/** @throws UserMistake for an id of another type */
export function toReportFilter(input: EvaluationReportFilterInput | null | undefined): ReportFilter {
  const { states, modelId, datasetId, snapshotId, search, archived } = said(input);
  return {
    ...(search && { text: search }),
    ...(archived !== undefined && { archived }),
    ...(states && { states: states as readonly WorkState[] }),
    ...(modelId && { modelIds: [requireGlobalId(modelId, ['Model'], 'filter.modelId').id] }),
    ...(datasetId && { datasetIds: [requireGlobalId(datasetId, ['Dataset'], 'filter.datasetId').id] }),
    ...(snapshotId && { snapshotIds: [requireGlobalId(snapshotId, ['DatasetSnapshot'], 'filter.snapshotId').id] }),
  };
}
