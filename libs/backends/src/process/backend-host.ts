import type { PipelineEvent, Recipe, RgbImage } from '@contrapposto/model-core';
import type { BackendPlugin, LoadedModel, LoadOptions, PoseEstimator } from '../contract.js';
import { BackendError } from '../errors.js';
import type { ModelArtifact } from '../model-folder/model-artifact.js';
import { toErrorData } from './error-data.js';
import type { ChildMessage, Operation, Operations, OwnerMessage } from './protocol.js';

type Handlers = {
  readonly [O in Operation]: (id: number, ...args: Operations[O]['args']) => Promise<Operations[O]['result']>;
};

/** The child's side of the protocol: one plugin, the models it has loaded, and the runs in progress. */
export class BackendHost {
  private readonly models = new Map<number, LoadedModel>();
  private readonly estimators = new Map<number, PoseEstimator>();
  private readonly aborts = new Map<number, AbortController>();
  private nextHandle = 1;

  constructor(
    private readonly plugin: BackendPlugin,
    private readonly send: (message: ChildMessage) => void,
  ) {}

  receive(message: OwnerMessage): void {
    if (message.type === 'abort') this.aborts.get(message.id)?.abort();
    else void this.answer(message.id, message.operation, message.args);
  }

  private async answer(id: number, operation: Operation, args: readonly unknown[]): Promise<void> {
    try {
      const handler = this.handlers[operation] as (id: number, ...args: readonly unknown[]) => Promise<unknown>;
      this.send({ type: 'result', id, result: await handler(id, ...args) });
    } catch (error) {
      this.send({ type: 'failure', id, error: toErrorData(error) });
    }
  }

  private readonly handlers: Handlers = {
    describe: () => Promise.resolve(this.plugin.describe()),
    probe: () => this.plugin.probe(),
    load: async (_id, model: ModelArtifact, options: LoadOptions) => {
      const loaded = await this.plugin.load(model, options);
      return { handle: this.keep(this.models, loaded), info: loaded.info };
    },
    estimateMemory: (_id, handle, recipe) => this.find(this.models, handle).estimateMemory(recipe),
    run: (id, handle, recipe, previewEverySteps) => this.run(id, handle, recipe, previewEverySteps),
    disposeModel: (_id, handle) => this.drop(this.models, handle),
    loadPoseEstimator: async (_id, model: ModelArtifact, options: LoadOptions) => {
      if (!this.plugin.loadPoseEstimator) throw withoutPoses(this.plugin.name);
      return { handle: this.keep(this.estimators, await this.plugin.loadPoseEstimator(model, options)) };
    },
    estimatePoses: (_id, handle, image: RgbImage) => this.find(this.estimators, handle).estimate(image),
    disposePoseEstimator: (_id, handle) => this.drop(this.estimators, handle),
  };

  private async run(id: number, handle: number, recipe: Recipe, previewEverySteps: number) {
    const controller = new AbortController();
    this.aborts.set(id, controller);
    try {
      const onProgress = (event: PipelineEvent) => this.send({ type: 'event', id, event: stamp(event) });
      return await this.find(this.models, handle).run(recipe, {
        signal: controller.signal,
        onProgress,
        previewEverySteps,
      });
    } finally {
      this.aborts.delete(id);
    }
  }

  private keep<T>(held: Map<number, T>, item: T): number {
    const handle = this.nextHandle++;
    held.set(handle, item);
    return handle;
  }

  private find<T>(held: ReadonlyMap<number, T>, handle: number): T {
    const item = held.get(handle);
    if (item !== undefined) return item;
    const report = { expected: 'a loaded model', got: 'one that was disposed', where: `handle ${handle}` };
    throw BackendError.of('BACKEND_DISPOSED', { ...report, advice: 'Load it again.' });
  }

  private async drop(held: Map<number, { dispose(): Promise<void> }>, handle: number): Promise<null> {
    const item = held.get(handle);
    held.delete(handle);
    await item?.dispose();
    return null;
  }
}

/** Messages may wait on their way; what they tell of has its time. */
function stamp(event: PipelineEvent): PipelineEvent {
  return event.type === 'stage' ? { ...event, at: performance.timeOrigin + performance.now() } : event;
}

function withoutPoses(name: string): BackendError {
  return BackendError.of('BACKEND_UNAVAILABLE', {
    expected: 'a backend that estimates poses',
    got: 'one without loadPoseEstimator',
    where: `backend ${name}`,
    advice: 'Use the onnx backend for this.',
  });
}
