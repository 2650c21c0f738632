import type { PipelineEvent, Recipe, RgbImage } from '@contrapposto/model-core';
import type {
  BackendPlugin,
  ExtractorKind,
  ExtractorSource,
  LoadedExtractors,
  LoadedModel,
  LoadOptions,
  PoseEstimator,
} from '../contract.js';
import { BackendError } from '../errors.js';
import type { ModelArtifact } from '../model-folder/model-artifact.js';
import { toErrorData } from './error-data.js';
import type { ChildMessage, ExtractorDescription, Operation, Operations, OwnerMessage } from './protocol.js';

type Handlers = {
  readonly [O in Operation]: (id: number, ...args: Operations[O]['args']) => Promise<Operations[O]['result']>;
};

/** The child's side of the protocol: one plugin, the models it has loaded, and the runs in progress. */
export class BackendHost {
  private readonly models = new Map<number, LoadedModel>();
  private readonly estimators = new Map<number, PoseEstimator>();
  private readonly extractors = new Map<number, AnyExtractor>();
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
      if (!this.plugin.loadPoseEstimator)
        throw lacking(this.plugin.name, 'a backend that estimates poses', 'one without loadPoseEstimator');
      return { handle: this.keep(this.estimators, await this.plugin.loadPoseEstimator(model, options)) };
    },
    estimatePoses: (_id, handle, image: RgbImage) => this.find(this.estimators, handle).estimate(image),
    disposePoseEstimator: (_id, handle) => this.drop(this.estimators, handle),
    loadExtractor: (_id, kind, source, options) => this.loadExtractor(kind, source, options),
    encodePicture: (_id, handle, picture) => {
      const extractor = this.find(this.extractors, handle);
      if ('extract' in extractor) return extractor.extract(picture);
      if ('encodeImage' in extractor) return extractor.encodeImage(picture);
      throw unfit('one that sees a picture whole');
    },
    encodeText: (_id, handle, text) => {
      const extractor = this.find(this.extractors, handle);
      if ('encodeText' in extractor) return extractor.encodeText(text);
      throw unfit('one that reads text');
    },
    findPeople: (_id, handle, picture) => {
      const extractor = this.find(this.extractors, handle);
      if ('estimate' in extractor) return extractor.estimate(picture);
      throw unfit('one that finds people');
    },
    disposeExtractor: (_id, handle) => this.drop(this.extractors, handle),
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

  private async loadExtractor(
    kind: ExtractorKind,
    source: ExtractorSource,
    options: LoadOptions,
  ): Promise<{ handle: number } & ExtractorDescription> {
    if (!this.plugin.loadExtractor) throw lacking(this.plugin.name, 'a backend with extractors', 'one without');
    const extractor: AnyExtractor = await this.plugin.loadExtractor(kind, source, options);
    return { handle: this.keep(this.extractors, extractor), ...describe(extractor) };
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

type AnyExtractor = LoadedExtractors[ExtractorKind];

function describe(extractor: AnyExtractor): ExtractorDescription {
  const { identity } = extractor;
  if (!('resizeFilter' in extractor)) return { identity, resizeFilter: null };
  const { resizeFilter, pictureDigest } = extractor;
  return { identity, resizeFilter, ...(pictureDigest !== undefined && { pictureDigest }) };
}

/** Messages may wait on their way; what they tell of has its time. */
function stamp(event: PipelineEvent): PipelineEvent {
  return event.type === 'stage' ? { ...event, at: performance.timeOrigin + performance.now() } : event;
}

function lacking(name: string, expected: string, got: string): BackendError {
  return BackendError.of('BACKEND_UNAVAILABLE', {
    expected,
    got,
    where: `backend ${name}`,
    advice: 'Use the onnx backend for this.',
  });
}

/** The owner's side never asks so (remote-extractor.ts). */
function unfit(expected: string): BackendError {
  return BackendError.of('BACKEND_FAILED', { expected, got: 'an extractor of another kind', where: 'backend process' });
}
