import { METRIC_NAMES, PICTURE_MEASURES } from '@contrapposto/eval';
import { SCHEDULER_NAMES } from '@contrapposto/model-core';
import { EXPORT_FORMATS } from '@contrapposto/platform';
import { registerEnumType } from 'type-graphql';

/** GraphQL's names have no dashes and are written in capitals: `dpmpp-2m` is DPMPP_2M there, and stays itself inside. */
function createEnum(name: string, values: readonly string[]): Readonly<Record<string, string>> {
  const symbols = Object.fromEntries(values.map((value) => [value.toUpperCase().replaceAll('-', '_'), value]));
  registerEnumType(symbols, { name });
  return symbols;
}

export const PoseOrderEnum = createEnum('PoseOrder', [
  'CREATED_AT_ASC',
  'CREATED_AT_DESC',
  'NAME_ASC',
  'NAME_DESC',
  'UPDATED_AT_DESC',
]);

export const PromptOrderEnum = createEnum('PromptOrder', [
  'CREATED_AT_ASC',
  'CREATED_AT_DESC',
  'NAME_ASC',
  'NAME_DESC',
  'UPDATED_AT_DESC',
]);

export const GenerationOrderEnum = createEnum('GenerationOrder', ['CREATED_AT_DESC', 'CREATED_AT_ASC']);

export const GenerationReportsEnum = createEnum('GenerationReports', ['WITHOUT', 'ONLY', 'ALL']);

export const InsightGroupEnum = createEnum('InsightGroup', ['POSE', 'PROMPT', 'SCENE', 'MODEL', 'JOINT']);

export const InsightOrderEnum = createEnum('InsightOrder', ['LOST_SHARE_DESC', 'SIMILARITY_ASC', 'COUNT_DESC']);

export const ImportStateEnum = createEnum('ImportState', ['RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELED']);

export const ImportPhaseEnum = createEnum('ImportPhase', ['INDEX', 'READ']);

const WORK_STATES = ['QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELED'];

export const GenerationStateEnum = createEnum('GenerationState', WORK_STATES);

export const ReportStateEnum = createEnum('ReportState', WORK_STATES);

export const CancelOutcomeEnum = createEnum('CancelOutcome', ['CANCELED', 'TOO_LATE']);

export const ImageKindEnum = createEnum('ImageKind', ['PICTURE', 'SKELETON', 'THUMBNAIL']);

export const GenerationEventTypeEnum = createEnum('GenerationEventType', [
  'QUEUED',
  'STARTED',
  'PROGRESS',
  'PREVIEW',
  'CANCEL_REQUESTED',
  'RETRY_SCHEDULED',
  'RELEASED',
  'LEASE_EXPIRED',
  'SUCCEEDED',
  'FAILED',
  'CANCELED',
]);

export const JobStateEnum = createEnum('JobState', ['WAITING', 'DELAYED', 'RUNNING', 'FAILED']);

export const ImportProblemSeverityEnum = createEnum('ImportProblemSeverity', ['ERROR', 'WARNING']);

export const PromptSlotTypeEnum = createEnum('PromptSlotType', ['text', 'number', 'choice']);

export const LicenceSubjectEnum = createEnum('LicenceSubject', ['POSE', 'MODEL', 'DATASET']);

export const LicencePartyEnum = createEnum('LicenceParty', ['POSE', 'LIBRARY', 'MODEL', 'DATASET']);

export const ConversionLossKindEnum = createEnum('ConversionLossKind', [
  'DROPPED',
  'MERGED',
  'SYNTHESIZED',
  'PRECISION',
]);

export const PoseExportFormatEnum = createEnum('PoseExportFormat', EXPORT_FORMATS);

export const SchedulerEnum = createEnum('Scheduler', SCHEDULER_NAMES);

export const ReportEventTypeEnum = createEnum('ReportEventType', [
  'QUEUED',
  'STARTED',
  'PROGRESS',
  'CANCEL_REQUESTED',
  'RETRY_SCHEDULED',
  'RELEASED',
  'LEASE_EXPIRED',
  'SUCCEEDED',
  'FAILED',
  'CANCELED',
]);

export const ReportStageEnum = createEnum('ReportStage', ['generate', 'measure', 'time', 'compute']);

export const ReportGeneratorKindEnum = createEnum('ReportGeneratorKind', ['MODEL', 'EXTERNAL']);

export const MetricNameEnum = createEnum('MetricName', METRIC_NAMES);

export const MetricDirectionEnum = createEnum('MetricDirection', ['HIGHER', 'LOWER']);

export const PictureMeasureEnum = createEnum('PictureMeasure', PICTURE_MEASURES);

export const PosePresetEnum = createEnum('PosePreset', ['paper', 'humansd-compat']);

export const SampleOrderEnum = createEnum('SampleOrder', ['WORST', 'BEST', 'KEY']);

export const ComparisonScopeEnum = createEnum('ComparisonScope', ['OVERALL', 'MEAN', 'SCENE']);

export const ComparedReportEnum = createEnum('ComparedReport', ['A', 'B']);
