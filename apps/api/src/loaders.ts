import {
  countChosenPosesOf,
  countPosesOf,
  listPosesOf,
  loadBackends,
  loadEventsOf,
  loadFidelities,
  loadGenerations,
  loadImages,
  loadModels,
  loadPoseLibraries,
  loadPoses,
  loadPoseVersions,
  loadPoseVersionsOf,
  loadPrompts,
  loadPromptVersions,
  loadPromptVersionsOf,
  type PoseFilter,
  readPoseFacetsOf,
  readQueuePlaces,
  type Sql,
} from '@contrapposto/platform';
import DataLoader from 'dataloader';

type LoadMany<Value> = (sql: Sql, studioId: string, ids: readonly string[]) => Promise<ReadonlyMap<string, Value>>;

/**
 * Every relation of the graph, for one request: what its resolvers ask for one by one is asked of the database together, and once. A
 * subscription gets new ones for each of its events.
 */
export function createLoaders(sql: Sql, studioId: string) {
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
    events: perArguments((after: number) => load((...generations) => loadEventsOf(...generations, after))),
  };
}

export type PosesRequest = Parameters<typeof listPosesOf>[3];
export type Loaders = ReturnType<typeof createLoaders>;
