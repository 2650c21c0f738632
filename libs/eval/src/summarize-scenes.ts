import {
  averageValues,
  cutTails,
  drawReplicates,
  type BootstrapSettings,
  type Intervals,
  type WeightedGroup,
} from './bootstrap.js';
import { type MetricValues, type PictureMetric, type PictureStatistics } from './metric.js';
import { createOnes } from './picture-statistics.js';

/** What a metric says of some pictures. */
export interface Summary {
  readonly pictureCount: number;
  readonly values: MetricValues;
  /** Null where none were asked for. */
  readonly intervals: Intervals | null;
}

export interface SceneSummaries {
  /** All pictures at once, whatever their scene. */
  readonly overall: Summary;
  /** By name, in alphabetical order; pictures of no scene are in none. */
  readonly scenes: Readonly<Record<string, Summary>>;
  /** The mean over scenes, each of the same weight: as the paper's tables. A scene without a value is left out of that value's mean. */
  readonly mean: Summary;
}

/**
 * A metric over all pictures, scene by scene, and the mean of the scenes. Intervals of a scene draw from its pictures, those of the mean from the
 * same draws of every scene.
 *
 * @param bootstrap null for no intervals
 * @throws EvalError INCOMPATIBLE_STATISTICS, INVALID_SETTINGS
 */
export function summarizeScenes<Statistics extends PictureStatistics>(
  metric: Pick<PictureMetric<never, Statistics>, 'prepare' | 'select'>,
  statistics: Statistics,
  bootstrap: BootstrapSettings | null,
): SceneSummaries {
  const prepareGroup = (part: Statistics): WeightedGroup => ({
    pictureCount: part.ids.length,
    compute: metric.prepare(part),
  });
  const byScene = groupByScene(statistics.scenes);
  const overall = prepareGroup(statistics);
  const scenes = [...byScene.values()].map((pictures) => prepareGroup(metric.select(statistics, pictures)));
  const overallReplicates = bootstrap && drawReplicates([overall], bootstrap);
  const sceneReplicates = bootstrap && drawReplicates(scenes, bootstrap);
  const cut = (replicates: readonly MetricValues[] | undefined) =>
    bootstrap && replicates ? cutTails(replicates, bootstrap.level) : null;
  return {
    overall: summarize([overall], cut(overallReplicates?.flat())),
    scenes: Object.fromEntries(
      [...byScene.keys()].map((name, index) => [
        name,
        summarize([scenes[index]!], cut(sceneReplicates?.map((replicate) => replicate[index]!))),
      ]),
    ),
    mean: summarize(scenes, cut(sceneReplicates?.map(averageValues))),
  };
}

function summarize(groups: readonly WeightedGroup[], intervals: Intervals | null): Summary {
  return {
    pictureCount: groups.reduce((sum, { pictureCount }) => sum + pictureCount, 0),
    values: averageValues(groups.map(({ compute, pictureCount }) => compute(createOnes(pictureCount)))),
    intervals,
  };
}

/** Indices of the pictures of each scene. */
function groupByScene(scenes: readonly (string | null)[]): Map<string, number[]> {
  const names = [...new Set(scenes.filter((scene) => scene !== null))].sort();
  const groups = new Map(names.map((name) => [name, [] as number[]]));
  for (const [picture, scene] of scenes.entries()) if (scene !== null) groups.get(scene)!.push(picture);
  return groups;
}
