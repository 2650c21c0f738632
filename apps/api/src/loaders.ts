import {
  countChosenPosesOf,
  countCollectedPoses,
  countReportSamplesOf,
  countSamplesByScene,
  countSamplesBySplit,
  countSamplesOf,
  countPosesOf,
  listCollectedPoses,
  listPosesOf,
  type ListReportSamples,
  listReportSamplesOf,
  listSamplesOf,
  loadBackends,
  loadCollectionsOf,
  loadDatasets,
  loadEventsOf,
  loadFavourites,
  loadFidelities,
  loadGenerations,
  loadImages,
  loadModels,
  loadPoseCollections,
  loadPoseExports,
  loadPoseImports,
  loadPoseLibraries,
  loadPoseNotices,
  loadPoses,
  loadPoseUsage,
  loadPoseVersions,
  loadPoseVersionsOf,
  loadPrompts,
  loadPromptVersions,
  loadPromptVersionsOf,
  loadReportEventsOf,
  loadReportProgress,
  loadReports,
  loadSnapshots,
  loadSnapshotsOf,
  loadVersionUsage,
  type InsightRequest,
  type PageRequest,
  type PoseFilter,
  readPoseFacetsOf,
  readQueuePlaces,
  type ReportSampleFilter,
  type SampleFilter,
  readWorstGenerations,
  type Sql,
} from '@contrapposto/platform';
import DataLoader from 'dataloader';

/** Whose rows are seen, and whose favourites. */
interface LoadingFor {
  readonly studioId: string;
  readonly userId?: string | null;
}

type LoadMany<Value> = (sql: Sql, studioId: string, ids: readonly string[]) => Promise<ReadonlyMap<string, Value>>;

/**
 * Every relation of the graph, for one request: what its resolvers ask for one by one is asked of the database together, and once. A
 * subscription gets new ones for each of its events.
 */
export function createLoaders(sql: Sql, { studioId, userId = null }: LoadingFor) {
  const load = <Value>(loadMany: LoadMany<Value>) =>
    new DataLoader<string, Value | undefined>(async (ids) => {
      const found = await loadMany(sql, studioId, ids);
      return ids.map((id) => found.get(id));
    });
  /** One loader for each set of arguments: fields with the same ones are asked for together. */
  const perArguments = <Arguments, Value>(create: (args: Arguments) => DataLoader<string, Value | undefined>) => {
    const known = new Map<string, DataLoader<string, Value | undefined>>();
    return (args: Arguments) => {
      const key = JSON.stringify(args);
      const loader = known.get(key) ?? create(args);
      known.set(key, loader);
      return loader;
    };
  };
  return {
    poseLibrary: load(loadPoseLibraries),
    poseCount: load(countPosesOf),
    pose: load(loadPoses),
    poseVersion: load(loadPoseVersions),
    poseVersionsOf: load(loadPoseVersionsOf),
    poseUsage: load(loadPoseUsage),
    versionUsage: load(loadVersionUsage),
    favourite: load((...poses) => loadFavourites(...poses, userId)),
    poseCollection: load(loadPoseCollections),
    collectionsOf: load(loadCollectionsOf),
    collectedCount: load(countCollectedPoses),
    collectedPoses: perArguments((page: PageRequest) =>
      load((...collections) => listCollectedPoses(...collections, page)),
    ),
    poseExport: load(loadPoseExports),
    poseImport: load(loadPoseImports),
    poseNotices: load(loadPoseNotices),
    prompt: load(loadPrompts),
    promptVersion: load(loadPromptVersions),
    promptVersionsOf: load(loadPromptVersionsOf),
    model: load((inner, _studioId, ids) => loadModels(inner, ids)),
    backend: load((inner, _studioId, ids) => loadBackends(inner, ids)),
    generation: load(loadGenerations),
    images: load(loadImages),
    fidelity: load(loadFidelities),
    queuePlace: load((inner, _studioId, ids) => readQueuePlaces(inner, ids)),
    posesOf: perArguments((request: PosesRequest) => load((...libraries) => listPosesOf(...libraries, request))),
    chosenPoseCount: perArguments((filter: PoseFilter) =>
      load((...libraries) => countChosenPosesOf(...libraries, filter)),
    ),
    chosenPoseFacets: perArguments((filter: PoseFilter) =>
      load((...libraries) => readPoseFacetsOf(...libraries, filter)),
    ),
    worstGenerations: perArguments((request: InsightRequest & { readonly limit: number }) =>
      load((...groups) => readWorstGenerations(...groups, request)),
    ),
    dataset: load(loadDatasets),
    datasetSnapshot: load(loadSnapshots),
    snapshotsOf: load(loadSnapshotsOf),
    sceneCounts: load(countSamplesByScene),
    splitCounts: load(countSamplesBySplit),
    samplesOf: perArguments((request: SamplesRequest) => load((...snapshots) => listSamplesOf(...snapshots, request))),
    sampleCount: perArguments((filter: SampleFilter) => load((...snapshots) => countSamplesOf(...snapshots, filter))),
    report: load(loadReports),
    reportProgress: load(loadReportProgress),
    reportEvents: perArguments((after: number) => load((...reports) => loadReportEventsOf(...reports, after))),
    reportSamplesOf: perArguments((request: ListReportSamples) =>
      load((...reports) => listReportSamplesOf(...reports, request)),
    ),
    reportSampleCount: perArguments((filter: ReportSampleFilter) =>
      load((...reports) => countReportSamplesOf(...reports, filter)),
    ),
    events: perArguments((after: number) => load((...generations) => loadEventsOf(...generations, after))),
  };
}

type SamplesRequest = Parameters<typeof listSamplesOf>[3];
export type PosesRequest = Parameters<typeof listPosesOf>[3];
export type Loaders = ReturnType<typeof createLoaders>;
