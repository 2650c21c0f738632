import {
  ModelCoreError,
  runPipeline,
  type PipelineParts,
  type PipelineResult,
  type Recipe,
} from '@contrapposto/model-core';
import type { LoadedModel, LoadOptions, RunOptions } from '../contract.js';
import { BackendError } from '../errors.js';
import { inspectNetworks, type NetworkGraph, type Networks } from '../model-folder/inspect-networks.js';
import type { ModelArtifact, ModelInfo } from '../model-folder/model-artifact.js';
import { estimatePeakBytes } from './memory-estimate.js';
import { openParts } from './open-parts.js';
import { Session } from './session.js';

/** A model folder's networks as ONNX Runtime sessions on the CPU. */
export class OnnxModel implements LoadedModel {
  private disposed = false;

  private constructor(
    readonly info: ModelInfo,
    private readonly networks: Networks,
    private readonly sessions: readonly Session[],
    private readonly parts: PipelineParts,
  ) {}

  static async load(artifact: ModelArtifact, options: LoadOptions = {}): Promise<OnnxModel> {
    const networks = await inspectNetworks(artifact.folder, artifact);
    const sessions: Session[] = [];
    const open = async (label: string, { graph, folder }: NetworkGraph): Promise<Session> => {
      const session = await Session.open(label, graph.encode(), folder, options);
      sessions.push(session);
      return session;
    };
    try {
      return new OnnxModel(artifact.info, networks, sessions, await openParts(artifact, networks, open));
    } catch (error) {
      await Promise.all(sessions.map((session) => session.dispose()));
      throw error;
    }
  }

  estimateMemory(recipe: Recipe): Promise<number> {
    return Promise.resolve(estimatePeakBytes(this.networks, recipe));
  }

  async run(recipe: Recipe, { signal, onProgress, previewEverySteps }: RunOptions = {}): Promise<PipelineResult> {
    if (this.disposed) throw disposed(this.info.name);
    assertSameModel(recipe, this.info);
    return runPipeline(this.parts, recipe, {
      ...(signal && { signal }),
      ...(previewEverySteps !== undefined && { previewEverySteps }),
      now: () => performance.now(),
      onEvent: async (event) => {
        onProgress?.(event);
        await turnEventLoop();
      },
    });
  }

  async dispose(): Promise<void> {
    if (this.disposed) return;
    this.disposed = true;
    await Promise.all(this.sessions.map((session) => session.dispose()));
  }
}

/** Runs block the event loop: messages such as an abort are only seen where it is let go on purpose. */
function turnEventLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function assertSameModel(recipe: Recipe, info: ModelInfo): void {
  if (recipe.model.digest === info.digest) return;
  const expected = `${recipe.model.name} (digest ${recipe.model.digest.slice(0, 12)})`;
  throw new ModelCoreError(
    'MODEL_MISMATCH',
    `Expected the recipe's model ${expected}, got ${info.name} (digest ${info.digest.slice(0, 12)}) ` +
      '(recipe, model.digest). Load the model that the recipe names, or write the recipe for this one.',
  );
}

function disposed(name: string): BackendError {
  const report = { expected: 'a loaded model', got: 'one that was disposed', where: name, advice: 'Load it again.' };
  return BackendError.of('BACKEND_DISPOSED', report);
}
