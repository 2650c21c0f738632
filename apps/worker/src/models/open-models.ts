import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { computeEstimatorDigest, openModelFolder, toRecipeDefaults, type ModelArtifact } from '@contrapposto/backends';
import { registerModel, type Database } from '@contrapposto/platform';
import type { Logger } from 'pino';

/** The pose estimator with which every picture of this worker is read back, whatever model made it: so their fidelities compare. */
export interface Estimator {
  readonly artifact: ModelArtifact;
  /** SHA-256 of its network and settings. */
  readonly digest: string;
}

/** The models that this worker has. */
export interface ModelShelf {
  readonly byDigest: ReadonlyMap<string, ModelArtifact>;
  /** Of the first model folder that has one; null: pictures are not read back. */
  readonly estimator: Estimator | null;
}

/** Opens every model folder in the given places and makes it known. One that cannot be used is reported, and does not hide the others. */
export async function openModels(
  database: Database,
  places: readonly string[],
  logger: Logger,
): Promise<ModelShelf> {
  const byDigest = new Map<string, ModelArtifact>();
  for (const folder of places.flatMap(findModelFolders)) {
    try {
      const artifact = await openModelFolder(folder);
      if (byDigest.has(artifact.info.digest)) continue;
      byDigest.set(artifact.info.digest, artifact);
      await registerModel(database, describe(artifact));
    } catch (error) {
      logger.error({ folder, error }, 'a model folder cannot be used');
    }
  }
  return { byDigest, estimator: await findEstimator([...byDigest.values()]) };
}

/** The folder itself, or those in it: whatever has a `model_index.json`. A folder without any is opened too, to say what is wrong with it. */
function findModelFolders(place: string): string[] {
  if (!existsSync(place) || isModelFolder(place)) return [place];
  const inside = readdirSync(place)
    .sort()
    .map((name) => path.join(place, name))
    .filter(isModelFolder);
  return inside.length > 0 ? inside : [place];
}

function isModelFolder(folder: string): boolean {
  return existsSync(path.join(folder, 'model_index.json'));
}

/** The defaults hold what model-core's createRecipe begins with, and besides what a form or a check needs to know. */
function describe({ info }: ModelArtifact) {
  const { name, version, digest, family, licence, sizeMultiple, maxTokens, scenes } = info;
  const defaults = { ...toRecipeDefaults(info), sizeMultiple, maxTokens, scenes };
  return { name, version, digest, family, licence, defaults };
}

async function findEstimator(artifacts: readonly ModelArtifact[]): Promise<Estimator | null> {
  const artifact = artifacts.find(({ poseEstimator }) => poseEstimator !== undefined);
  if (!artifact?.poseEstimator) return null;
  return { artifact, digest: await computeEstimatorDigest(artifact.poseEstimator) };
}
