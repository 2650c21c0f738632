import { absent, accept, type CallOptions, CoreClient, type FollowOptions, pick, withKey } from './core-client.js';
import { readText } from './download.js';
import { ClientError } from './errors.js';
import {
  ArchiveEvaluationReportDocument,
  CancelEvaluationReportDocument,
  type CancelOutcome,
  CompareReportsDocument,
  type CompareReportsQuery,
  CreateDatasetDocument,
  type CreateDatasetInput,
  CreateDatasetSnapshotDocument,
  type CreateDatasetSnapshotMutation,
  CreateEvaluationReportDocument,
  type CreateEvaluationReportInput,
  CreatePoseSetDocument,
  type CreatePoseSetInput,
  type DatasetFilter,
  type DatasetPartsFragment,
  DatasetSamplesDocument,
  type DatasetSamplesQuery,
  DatasetsDocument,
  EvaluationReportDocument,
  EvaluationReportEventsDocument,
  type EvaluationReportEventsSubscription,
  type EvaluationReportFilter,
  EvaluationReportsDocument,
  type EvaluationReportsQuery,
  type ExternalGeneratorInput,
  LeaderboardDocument,
  type LeaderboardQuery,
  type LeaderboardQueryVariables,
  ModelsDocument,
  type ModelsQuery,
  type ReportPartsFragment,
  ReportSamplesDocument,
  type ReportSamplesQuery,
  type ReportSamplesQueryVariables,
  RetryEvaluationReportDocument,
  type SnapshotPartsFragment,
} from './generated/graphql.js';
import { mapConcurrently } from './map-concurrently.js';
import { persist } from './patience.js';
import type { FileToUpload } from './upload.js';

type NodeOf<Query extends { node: unknown }, Name> = Extract<NonNullable<Query['node']>, { __typename: Name }>;

export type Model = ModelsQuery['models']['nodes'][number];
export type Dataset = DatasetPartsFragment;
export type DatasetSnapshot = SnapshotPartsFragment;
export type DatasetSample = NodeOf<DatasetSamplesQuery, 'DatasetSnapshot'>['samples']['nodes'][number];
export type DatasetImport = NonNullable<CreateDatasetSnapshotMutation['createDatasetSnapshot']['report']>;
export type EvaluationReport = ReportPartsFragment;
/** As it stands in a list: of its metrics, without the scenes. */
export type EvaluationReportSummary = EvaluationReportsQuery['evaluationReports']['nodes'][number];
export type ReportEvent = EvaluationReportEventsSubscription['evaluationReportEvents'];
export type ReportSample = NodeOf<ReportSamplesQuery, 'EvaluationReport'>['samples']['nodes'][number];
export type ReportComparison = NonNullable<CompareReportsQuery['compareReports']['comparison']>;
export type LeaderboardGroup = LeaderboardQuery['leaderboard'][number];
export type LeaderboardRequest = LeaderboardQueryVariables;
export type ReportExportFormat = 'json' | 'csv' | 'html';

/** A snapshot, and whether it is a new one: the same samples again are the same snapshot. */
export interface FrozenSnapshot {
  readonly snapshot: DatasetSnapshot;
  readonly created: boolean;
}

export interface ImportDatasetInput {
  readonly datasetId: string;
  /** COCO or Human-Art JSON, or any other format of poses. */
  readonly annotations: FileToUpload;
  /** Named as the annotations name them. They are asked for one by one, as there is room. */
  readonly pictures?: Iterable<FileToUpload> | AsyncIterable<FileToUpload>;
  /** `validation` where left out. */
  readonly split?: string;
}

export interface ExternalPicture {
  /** The sample's. */
  readonly key: string;
  readonly file: FileToUpload;
}

export interface CreateReportInput extends Omit<CreateEvaluationReportInput, 'external'> {
  /** A tool elsewhere, and its picture of each sample; they are asked for one by one, as there is room. */
  readonly external?: Omit<ExternalGeneratorInput, 'pictures'> & {
    readonly pictures: Iterable<ExternalPicture> | AsyncIterable<ExternalPicture>;
  };
}

export interface WaitForReportOptions extends CallOptions {
  readonly onEvent?: (event: ReportEvent) => void;
}

export interface ListSamplesOptions extends CallOptions {
  readonly split?: string;
  readonly scene?: string;
}

export type ListReportSamplesOptions = CallOptions & Omit<ReportSamplesQueryVariables, 'id' | 'first' | 'after'>;

/** Files on their way at the same time. */
const UPLOADS = 8;
/** The most that a page may have: samples are many and small. */
const LARGEST_PAGE = 100;

/** Data sets, and reports on them. */
export abstract class ReportClient extends CoreClient {
  /** Every model that a worker has offered. */
  listModels({ signal }: CallOptions = {}): AsyncGenerator<Model, void, void> {
    return this.readAll(async (first, after) => {
      const { models } = await this.persist(ModelsDocument, { first, after }, pick(signal));
      return models;
    });
  }

  /** The latest first. */
  listDatasets(filter: DatasetFilter = {}, { signal }: CallOptions = {}): AsyncGenerator<Dataset, void, void> {
    return this.readAll(async (first, after) => {
      const { datasets } = await this.persist(DatasetsDocument, { filter, first, after }, pick(signal));
      return datasets;
    });
  }

  /** The samples of a snapshot, in the order of their keys. */
  listDatasetSamples(
    snapshotId: string,
    { signal, ...chosen }: ListSamplesOptions = {},
  ): AsyncGenerator<DatasetSample, void, void> {
    return this.readAll(async (first, after) => {
      const variables = { id: snapshotId, ...chosen, first, after };
      const { node } = await this.persist(DatasetSamplesDocument, variables, pick(signal));
      if (node?.__typename === 'DatasetSnapshot') return node.samples;
      throw absent('snapshot', snapshotId, node);
    }, LARGEST_PAGE);
  }

  async createDataset(input: CreateDatasetInput, options: CallOptions = {}): Promise<Dataset> {
    const { createDataset } = await this.request(CreateDatasetDocument, { input }, options);
    return accept('createDataset', createDataset.dataset, createDataset.userErrors);
  }

  /** Uploads annotations and pictures, and freezes them as the next version of a data set. */
  async importDataset(
    { annotations, pictures = [], ...rest }: ImportDatasetInput,
    { signal }: CallOptions = {},
  ): Promise<FrozenSnapshot & { readonly report: DatasetImport }> {
    const annotationsUploadId = await this.upload(annotations, pick(signal));
    const uploaded = await mapConcurrently(pictures, UPLOADS, async (file) => {
      return { fileName: file.name, uploadId: await this.upload(file, pick(signal)) };
    });
    const input = { ...rest, annotationsUploadId, pictures: uploaded };
    const { createDatasetSnapshot } = await this.persist(CreateDatasetSnapshotDocument, { input }, pick(signal));
    const { snapshot, created, report, userErrors } = createDatasetSnapshot;
    return { ...accept('importDataset', snapshot && report && { snapshot, report }, userErrors), created };
  }

  /** Freezes the poses of a library or a collection: the next version of the data set of that name. */
  async createPoseSet(input: CreatePoseSetInput, options: CallOptions = {}): Promise<FrozenSnapshot> {
    const { createPoseSet } = await this.persist(CreatePoseSetDocument, { input }, options);
    return {
      snapshot: accept('createPoseSet', createPoseSet.snapshot, createPoseSet.userErrors),
      created: createPoseSet.created,
    };
  }

  /**
   * Puts a report into the queue; pictures made elsewhere are uploaded before. It is tried again under one idempotency key, the caller's or one
   * of its own, so it appears once.
   */
  async createReport(
    { external, ...rest }: CreateReportInput,
    { signal }: CallOptions = {},
  ): Promise<{ readonly report: EvaluationReport; readonly created: boolean }> {
    const generator = external && { external: await this.uploadPictures(external, pick(signal)) };
    const input = withKey<CreateEvaluationReportInput>({ ...rest, ...generator });
    const { createEvaluationReport } = await this.persist(CreateEvaluationReportDocument, { input }, pick(signal));
    const { report, created, userErrors } = createEvaluationReport;
    return { report: accept('createReport', report, userErrors), created };
  }

  /** @throws ClientError NOT_FOUND */
  async getReport(id: string, options: CallOptions = {}): Promise<EvaluationReport> {
    const { node } = await this.persist(EvaluationReportDocument, { id }, options);
    if (node?.__typename === 'EvaluationReport') return node;
    throw absent('report', id, node);
  }

  /** The latest first. */
  listReports(
    filter: EvaluationReportFilter = {},
    { signal }: CallOptions = {},
  ): AsyncGenerator<EvaluationReportSummary, void, void> {
    return this.readAll(async (first, after) => {
      const variables = { filter, first, after };
      const { evaluationReports } = await this.persist(EvaluationReportsDocument, variables, pick(signal));
      return evaluationReports;
    });
  }

  /** A report's samples: the worst first, unless ordered otherwise. */
  listReportSamples(
    id: string,
    { signal, ...chosen }: ListReportSamplesOptions = {},
  ): AsyncGenerator<ReportSample, void, void> {
    return this.readAll(async (first, after) => {
      const { node } = await this.persist(ReportSamplesDocument, { id, ...chosen, first, after }, pick(signal));
      if (node?.__typename === 'EvaluationReport') return node.samples;
      throw absent('report', id, node);
    }, LARGEST_PAGE);
  }

  /** A report's events from any number on, to the last, as followGeneration gives those of a generation. */
  followReport(id: string, options: FollowOptions = {}): AsyncGenerator<ReportEvent, void, void> {
    const look = (of: string) => this.getReport(of, pick(options.signal));
    const read = (data: EvaluationReportEventsSubscription) => data.evaluationReportEvents;
    return this.follow({ what: 'report', document: EvaluationReportEventsDocument, read, look }, id, options);
  }

  /** Follows a report to its end, and returns it: SUCCEEDED with its metrics, FAILED with its failure, or CANCELED. */
  async waitForReport(id: string, { signal, onEvent }: WaitForReportOptions = {}): Promise<EvaluationReport> {
    for await (const event of this.followReport(id, pick(signal))) onEvent?.(event);
    return this.getReport(id, pick(signal));
  }

  /** The outcome is null while its worker has not yet said what was faster. */
  async cancelReport(
    id: string,
    options: CallOptions = {},
  ): Promise<{ readonly report: EvaluationReport; readonly outcome: CancelOutcome | null }> {
    const { cancelEvaluationReport } = await this.persist(CancelEvaluationReportDocument, { input: { id } }, options);
    const { report, outcome, userErrors } = cancelEvaluationReport;
    return { report: accept('cancelReport', report, userErrors), outcome };
  }

  /**
   * A new report with the request and the pictures of one that has ended, however it did: what is missing is drawn, and what another pose
   * estimator or extractor would see is measured again. Not tried again by itself: it would be one more each time.
   */
  async retryReport(id: string, options: CallOptions = {}): Promise<EvaluationReport> {
    const { retryEvaluationReport } = await this.request(RetryEvaluationReportDocument, { input: { id } }, options);
    return accept('retryReport', retryEvaluationReport.report, retryEvaluationReport.userErrors);
  }

  /** @param archived false takes it out of the archive */
  async archiveReport(id: string, archived = true, options: CallOptions = {}): Promise<EvaluationReport> {
    const input = { id, archived };
    const { archiveEvaluationReport } = await this.persist(ArchiveEvaluationReportDocument, { input }, options);
    return accept('archiveReport', archiveEvaluationReport.report, archiveEvaluationReport.userErrors);
  }

  /**
   * Two reports side by side, b against a.
   *
   * @throws RejectedError INCOMPARABLE, with the reasons in its message, where their numbers were not made in the same way
   */
  async compareReports(a: string, b: string, options: CallOptions = {}): Promise<ReportComparison> {
    const { compareReports } = await this.persist(CompareReportsDocument, { a, b }, options);
    return accept('compareReports', compareReports.comparison, compareReports.userErrors);
  }

  /** A snapshot's reports by one metric, in tables of those that may be compared. */
  async leaderboard(request: LeaderboardRequest, options: CallOptions = {}): Promise<readonly LeaderboardGroup[]> {
    const { leaderboard } = await this.persist(LeaderboardDocument, request, options);
    return leaderboard;
  }

  /**
   * A report as a file's text; the page has its pictures in it.
   *
   * @throws ClientError NOT_FOUND, also where it has not SUCCEEDED
   */
  async exportReport(id: string, format: ReportExportFormat, { signal }: CallOptions = {}): Promise<string> {
    const { exports, state } = await this.getReport(id, pick(signal));
    if (!exports)
      throw new ClientError('NOT_FOUND', {
        expected: 'a report that has SUCCEEDED',
        got: `one that is ${state}`,
        where: id,
      });
    return persist(() => readText(this.http, exports[format], signal), this.patience(signal));
  }

  private async uploadPictures(
    { pictures, ...tool }: NonNullable<CreateReportInput['external']>,
    options: CallOptions,
  ): Promise<ExternalGeneratorInput> {
    const uploaded = await mapConcurrently(pictures, UPLOADS, async ({ key, file }) => {
      return { key, uploadId: await this.upload(file, options) };
    });
    return { ...tool, pictures: uploaded };
  }
}
