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

export const GenerationStateEnum = createEnum('GenerationState', [
  'QUEUED',
  'RUNNING',
  'SUCCEEDED',
  'FAILED',
  'CANCELED',
]);

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

export const LicenceSubjectEnum = createEnum('LicenceSubject', ['POSE', 'MODEL']);

export const LicencePartyEnum = createEnum('LicenceParty', ['POSE', 'LIBRARY', 'MODEL']);

export const ConversionLossKindEnum = createEnum('ConversionLossKind', [
  'DROPPED',
  'MERGED',
  'SYNTHESIZED',
  'PRECISION',
]);

export const PoseExportFormatEnum = createEnum('PoseExportFormat', EXPORT_FORMATS);

export const SchedulerEnum = createEnum('Scheduler', SCHEDULER_NAMES);
