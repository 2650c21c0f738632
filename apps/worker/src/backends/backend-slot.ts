import {
  BackendError,
  type BackendProcess,
  type BackendRegistry,
  type ExtractorKind,
  type ExtractorSource,
  type LoadedExtractors,
  type LoadedModel,
  type ModelArtifact,
  type PoseEstimator,
} from '@contrapposto/backends';

/** Models kept loaded at a time: the one in use, and the one before it. */
const WARM_MODELS = 2;

type AnyExtractor = LoadedExtractors[ExtractorKind];

/** One backend's process in a slot. */
interface Running {
  readonly process: BackendProcess;
  /** By digest, the one that was used last at the end. */
  readonly models: Map<string, LoadedModel>;
  /** By kind and source. */
  readonly extractors: Map<string, AnyExtractor>;
  estimator: PoseEstimator | null;
}

/** After these the process is gone, whatever it was asked. */
const GONE = new Set(['BACKEND_CRASHED', 'BACKEND_TIMEOUT', 'BACKEND_DISPOSED']);

/**
 * Room for one run at a time: a process for each backend that was needed here, since pictures that one made may be judged by another, and the
 * models that it keeps warm from one generation to the next. A process that was lost is forgotten, and the next run gets another.
 */
export class BackendSlot implements AsyncDisposable {
  private readonly running = new Map<string, Running>();

  constructor(private readonly registry: BackendRegistry) {}

  isWarm(digest: string): boolean {
    return [...this.running.values()].some(({ models }) => models.has(digest));
  }

  get hasExtractors(): boolean {
    return [...this.running.values()].some(({ extractors }) => extractors.size > 0);
  }

  /** Process ids of the backends that run here. */
  get pids(): readonly number[] {
    return [...this.running.values()].map(({ process }) => process.pid);
  }

  /** Hands the loaded model to `work`. */
  withModel<T>(specifier: string, artifact: ModelArtifact, work: (model: LoadedModel) => Promise<T>): Promise<T> {
    return this.guard(specifier, async (running) => work(await this.loadModel(running, artifact)));
  }

  /** Hands the loaded estimator to `work`. */
  withEstimator<T>(
    specifier: string,
    artifact: ModelArtifact,
    work: (estimator: PoseEstimator) => Promise<T>,
  ): Promise<T> {
    return this.guard(specifier, async (running) =>
      work((running.estimator ??= await running.process.loadPoseEstimator(artifact))),
    );
  }

  /** Hands the loaded extractor to `work`; it stays until releaseExtractors. */
  withExtractor<Kind extends ExtractorKind, T>(
    specifier: string,
    kind: Kind,
    source: ExtractorSource,
    work: (extractor: LoadedExtractors[Kind]) => Promise<T>,
  ): Promise<T> {
    return this.guard(specifier, async ({ process, extractors }) => {
      const key = JSON.stringify([kind, source]);
      const extractor =
        (extractors.get(key) as LoadedExtractors[Kind] | undefined) ?? (await process.loadExtractor(kind, source));
      extractors.set(key, extractor);
      return work(extractor);
    });
  }

  /** They may be larger than a model, and are needed for reports only. */
  async releaseExtractors(): Promise<void> {
    const released = [...this.running.values()].flatMap(({ extractors }) => {
      const loaded = [...extractors.values()];
      extractors.clear();
      return loaded;
    });
    // What cannot be released is in a process that is gone.
    await Promise.allSettled(released.map((extractor) => extractor.dispose()));
  }

  async dispose(): Promise<void> {
    await Promise.all([...this.running.keys()].map((specifier) => this.end(specifier)));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose();
  }

  private async guard<T>(specifier: string, work: (running: Running) => Promise<T>): Promise<T> {
    try {
      return await work(await this.start(specifier));
    } catch (error) {
      if (error instanceof BackendError && GONE.has(error.code)) await this.end(specifier);
      throw error;
    }
  }

  private async start(specifier: string): Promise<Running> {
    const found = this.running.get(specifier);
    if (found) return found;
    const process = await this.registry.start(specifier);
    const running: Running = { process, models: new Map(), extractors: new Map(), estimator: null };
    // A process that ends while nobody asks anything of it is found out here.
    void process.ended.then(() => {
      if (this.running.get(specifier) === running) this.running.delete(specifier);
    });
    this.running.set(specifier, running);
    return running;
  }

  private async end(specifier: string): Promise<void> {
    const running = this.running.get(specifier);
    this.running.delete(specifier);
    await running?.process.dispose();
  }

  private async loadModel({ process, models }: Running, artifact: ModelArtifact): Promise<LoadedModel> {
    const { digest } = artifact.info;
    const model = models.get(digest) ?? (await process.load(artifact));
    models.delete(digest);
    models.set(digest, model);
    const [oldest] = models;
    if (models.size > WARM_MODELS && oldest) {
      models.delete(oldest[0]);
      await oldest[1].dispose();
    }
    return model;
  }
}
