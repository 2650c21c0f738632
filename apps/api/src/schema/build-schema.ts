import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { buildSchemaSync, type NonEmptyArray } from 'type-graphql';
import { DatasetResolver } from '../resolvers/dataset-resolver.js';
import { DatasetSampleResolver, DatasetSnapshotResolver } from '../resolvers/dataset-snapshot-resolver.js';
import {
  EvaluationReportResolver,
  ReportEventResolver,
  ReportGeneratorResolver,
} from '../resolvers/evaluation-report-resolver.js';
import { FidelityInsightConnectionResolver, FidelityInsightResolver } from '../resolvers/fidelity-insight-resolver.js';
import { FidelityResolver } from '../resolvers/fidelity-resolver.js';
import { GeneratedImageResolver, GenerationEventResolver } from '../resolvers/generated-image-resolver.js';
import { GenerationMutations } from '../resolvers/generation-mutations.js';
import { GenerationResolver } from '../resolvers/generation-resolver.js';
import { GenerationSubscriptions } from '../resolvers/generation-subscriptions.js';
import { ImportReportResolver, ImportResolver, PoseImportResolver } from '../resolvers/import-resolver.js';
import { NodeResolver } from '../resolvers/node-resolver.js';
import { PoseAssetResolver } from '../resolvers/pose-asset-resolver.js';
import { PoseCollectionResolver } from '../resolvers/pose-collection-resolver.js';
import { PoseConnectionResolver, PoseEdgeResolver } from '../resolvers/pose-connection.js';
import { ExportedFileResolver, PoseExportResolver } from '../resolvers/pose-export-resolver.js';
import { LicenceNoticeResolver } from '../resolvers/licence-notice-resolver.js';
import { NearDuplicatesResolver } from '../resolvers/near-duplicates-resolver.js';
import { PoseOperationResolver } from '../resolvers/pose-operation-resolver.js';
import { PoseLibraryResolver } from '../resolvers/pose-library-resolver.js';
import { PoseResolver } from '../resolvers/pose-resolver.js';
import { PoseVersionResolver } from '../resolvers/pose-version-resolver.js';
import { PromptResolver } from '../resolvers/prompt-resolver.js';
import { PromptVersionResolver } from '../resolvers/prompt-version-resolver.js';
import { JobResolver, RegistryResolver } from '../resolvers/registry-resolver.js';
import { ReportComparisonResolver } from '../resolvers/report-comparison-resolver.js';
import { ReportMutations } from '../resolvers/report-mutations.js';
import { ReportSampleResolver } from '../resolvers/report-sample-resolver.js';
import { ReportSubscriptions } from '../resolvers/report-subscriptions.js';
import { SamplePictureResolver } from '../resolvers/sample-picture-resolver.js';
import { ViewerResolver } from '../resolvers/viewer-resolver.js';

const RESOLVERS: NonEmptyArray<new () => object> = [
  DatasetResolver,
  DatasetSampleResolver,
  DatasetSnapshotResolver,
  EvaluationReportResolver,
  FidelityInsightConnectionResolver,
  FidelityInsightResolver,
  FidelityResolver,
  GeneratedImageResolver,
  GenerationEventResolver,
  GenerationMutations,
  GenerationResolver,
  GenerationSubscriptions,
  ImportReportResolver,
  ImportResolver,
  PoseImportResolver,
  JobResolver,
  NodeResolver,
  LicenceNoticeResolver,
  PoseAssetResolver,
  PoseCollectionResolver,
  PoseConnectionResolver,
  PoseEdgeResolver,
  NearDuplicatesResolver,
  PoseOperationResolver,
  ExportedFileResolver,
  PoseExportResolver,
  PoseLibraryResolver,
  PoseResolver,
  PoseVersionResolver,
  PromptResolver,
  PromptVersionResolver,
  RegistryResolver,
  ReportComparisonResolver,
  ReportEventResolver,
  ReportGeneratorResolver,
  ReportMutations,
  ReportSampleResolver,
  ReportSubscriptions,
  SamplePictureResolver,
  ViewerResolver,
];

/** Every subscription brings its own source; type-graphql wants to see one all the same. */
const NO_TOPICS = {
  publish: () => undefined,
  subscribe: () => {
    throw new Error('no subscription of this schema has topics');
  },
};

/** The schema as its classes declare it; schema.graphql holds what it prints. The platform's services judge inputs, so nothing does here. */
export function buildApiSchema(): GraphQLSchema {
  return buildSchemaSync({ resolvers: RESOLVERS, pubSub: NO_TOPICS, validate: false });
}
