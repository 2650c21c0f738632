import type { Distribution, JointReport, PictureMeasure, SkippedMetric } from '@contrapposto/eval';
import {
  countReports,
  type DatasetSnapshot,
  type EvaluationReport,
  listReports,
  type Model,
  type ReportEvent,
  type ReportProgress,
} from '@contrapposto/platform';
import { GraphQLSafeInt } from 'graphql-scalars';
import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { toGlobalId } from '../global-id.js';
import { type PresentedMetric, presentMetric, readResults } from '../reports/present-results.js';
import { type PresentedSample, presentSample } from '../reports/present-sample.js';
import type { RequestContext } from '../request-context.js';
import { Connection } from '../schema/connection.js';
import { DatasetSnapshotType } from '../schema/dataset.js';
import { PictureMeasureEnum, SampleOrderEnum } from '../schema/enums.js';
import {
  EvaluationReportConnection,
  EvaluationReportFilterInput,
  EvaluationReportType,
  ReportEventType,
  ReportExportsType,
  ReportFailureType,
  ReportGeneratorType,
  ReportProgressType,
  ReportRequestType,
} from '../schema/evaluation-report.js';
import {
  MetricReportType,
  ReportDistributionType,
  ReportJointType,
  SkippedMetricType,
} from '../schema/metric-report.js';
import { PageArgs } from '../schema/page.js';
import { ModelType } from '../schema/registry.js';
import { ReportSampleConnection } from '../schema/report-sample.js';
import { said, toPageRequest } from './inputs.js';
import { toReportFilter } from './report-filter.js';

@Resolver(() => EvaluationReportType)
export class EvaluationReportResolver {
  @Query(() => EvaluationReportConnection, { description: 'The latest first.' })
  async evaluationReports(
    @Arg('filter', () => EvaluationReportFilterInput, { nullable: true }) filter: EvaluationReportFilterInput | null,
    @Args() page: PageArgs,
    @Ctx() { database, studioId }: RequestContext,
  ): Promise<Connection<EvaluationReport>> {
    const chosen = toReportFilter(filter);
    const found = await listReports(database, studioId, { filter: chosen, page: toPageRequest(page) });
    return new Connection(found, () => countReports(database, studioId, chosen));
  }

  @FieldResolver(() => GraphQLSafeInt)
  seed(@Root() { request }: EvaluationReport): number {
    return request.seed;
  }

  @FieldResolver(() => ReportRequestType)
  request(@Root() { request }: EvaluationReport): object {
    return request;
  }

  @FieldResolver(() => ReportGeneratorType)
  generator(@Root() { request }: EvaluationReport): Generator {
    return request.generator;
  }

  @FieldResolver(() => DatasetSnapshotType)
  snapshot(
    @Root() { snapshotId }: EvaluationReport,
    @Ctx() { loaders }: RequestContext,
  ): Promise<DatasetSnapshot | undefined> {
    return loaders.datasetSnapshot.load(snapshotId);
  }

  @FieldResolver(() => EvaluationReportType, { nullable: true })
  retryOf(@Root() { retryOf }: EvaluationReport, @Ctx() { loaders }: RequestContext): OrNone<EvaluationReport> {
    return retryOf === null ? null : loaders.report.load(retryOf);
  }

  @FieldResolver(() => ReportProgressType, { nullable: true, description: 'What it said last, while it runs.' })
  progress(@Root() { id, state }: EvaluationReport, @Ctx() { loaders }: RequestContext): OrNone<ReportProgress> {
    return state === 'RUNNING' ? loaders.reportProgress.load(id) : null;
  }

  @FieldResolver(() => ReportFailureType, { nullable: true })
  failure(@Root() { errorCode, errorMessage }: EvaluationReport): { code: string; message: string } | null {
    return errorCode === null ? null : { code: errorCode, message: errorMessage ?? errorCode };
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Samples that were to be measured. Null until they are, as all results.',
  })
  pictureCount(@Root() report: EvaluationReport): number | null {
    return readResults(report)?.pictureCount ?? null;
  }

  @FieldResolver(() => Int, { nullable: true, description: 'Samples without a picture: nobody is found in them.' })
  failedCount(@Root() report: EvaluationReport): number | null {
    return readResults(report)?.failedCount ?? null;
  }

  @FieldResolver(() => [MetricReportType], { complexity: 7 })
  metrics(@Root() report: EvaluationReport): PresentedMetric[] {
    return readResults(report)?.metrics.map(presentMetric) ?? [];
  }

  @FieldResolver(() => [SkippedMetricType], { complexity: 7 })
  skipped(@Root() report: EvaluationReport): readonly SkippedMetric[] {
    return readResults(report)?.skipped ?? [];
  }

  @FieldResolver(() => [ReportJointType], { complexity: 17 })
  joints(@Root() report: EvaluationReport): readonly JointReport[] {
    return readResults(report)?.joints ?? [];
  }

  @FieldResolver(() => [ReportDistributionType], { complexity: 4 })
  distributions(@Root() report: EvaluationReport): readonly Distribution[] {
    return readResults(report)?.distributions ?? [];
  }

  @FieldResolver(() => ReportSampleConnection)
  async samples(
    @Root() report: EvaluationReport,
    @Arg('orderBy', () => SampleOrderEnum, { nullable: true, defaultValue: 'WORST' })
    orderBy: 'WORST' | 'BEST' | 'KEY' | null,
    @Arg('measure', () => PictureMeasureEnum, {
      nullable: true,
      defaultValue: 'OKS',
      description: 'What is worst and best.',
    })
    measure: PictureMeasure | null,
    @Arg('scene', () => String, { nullable: true }) scene: string | null,
    @Arg('failedOnly', () => Boolean, {
      nullable: true,
      defaultValue: false,
      description: 'Those that have a failure.',
    })
    failedOnly: boolean | null,
    @Args() page: PageArgs,
    @Ctx() { loaders }: RequestContext,
  ): Promise<Connection<PresentedSample>> {
    const filter = said({ scene, failedOnly });
    const order = { orderBy: orderBy ?? 'WORST', measure: measure ?? 'OKS' } as const;
    const found = (await loaders.reportSamplesOf({ ...order, filter, page: toPageRequest(page) }).load(report.id))!;
    const edges = found.edges.map(({ node, cursor }) => ({ node: presentSample(report, node), cursor }));
    const count = async () => (await loaders.reportSampleCount(filter).load(report.id)) ?? 0;
    return new Connection({ ...found, edges }, count);
  }

  @FieldResolver(() => [ReportEventType], { description: 'Those after a number, at most 200.', complexity: 20 })
  async events(
    @Root() { id }: EvaluationReport,
    @Arg('after', () => Int, { nullable: true, defaultValue: 0 }) after: number | null,
    @Ctx() { loaders }: RequestContext,
  ): Promise<ReportEvent[]> {
    return (await loaders.reportEvents(after ?? 0).load(id)) ?? [];
  }

  @FieldResolver(() => ReportExportsType, { nullable: true, description: 'Null until it has SUCCEEDED.' })
  exports(@Root() { id, results }: EvaluationReport): Record<'json' | 'csv' | 'html', string> | null {
    if (results === null) return null;
    const path = `/reports/${toGlobalId('EvaluationReport', id)}`;
    return { json: `${path}.json`, csv: `${path}.csv`, html: `${path}.html` };
  }
}

type Generator = EvaluationReport['request']['generator'];

@Resolver(() => ReportGeneratorType)
export class ReportGeneratorResolver {
  @FieldResolver(() => String, { description: "The model's, or that of the tool elsewhere." })
  async name(@Root() generator: Generator, @Ctx() { loaders }: RequestContext): Promise<string> {
    return generator.kind === 'EXTERNAL' ? generator.name : (await loaders.model.load(generator.modelId))!.name;
  }

  @FieldResolver(() => ModelType, { nullable: true })
  model(@Root() generator: Generator, @Ctx() { loaders }: RequestContext): OrNone<Model> {
    return generator.kind === 'MODEL' ? loaders.model.load(generator.modelId) : null;
  }
}

@Resolver(() => ReportEventType)
export class ReportEventResolver {
  @FieldResolver(() => ID)
  reportId(@Root() { reportId }: ReportEvent): string {
    return toGlobalId('EvaluationReport', reportId);
  }
}

type OrNone<Row> = Promise<Row | undefined> | null;
