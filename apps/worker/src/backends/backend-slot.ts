import {
  BackendError,
  type BackendProcess,
  type BackendRegistry,
  type LoadedModel,
  type ModelArtifact,
  type PoseEstimator,
} from '@contrapposto/backends';

/** Models kept loaded at a time: the one in use, and the one before it. */
const WARM_MODELS = 2;

/** What runs in a slot's process. */
interface Running {
  readonly specifier: string;
  readonly process: BackendProcess;
  /** By digest, the one that was used last at the end. */
  readonly models: Map<string, LoadedModel>;
  estimator: PoseEstimator | null;
}

/** After these the process is gone, whatever it was asked. */
const GONE = new Set(['BACKEND_CRASHED', 'BACKEND_TIMEOUT', 'BACKEND_DISPOSED']);

/**
 * Room for one run at a time: a backend process, started when it is needed, and the models that it keeps warm from one generation to the
 * next. A process that was lost is forgotten, and the next run gets another.
 */
export class BackendSlot implements AsyncDisposable {
  private running: Running | null = null;

  constructor(private readonly registry: BackendRegistry) {}

  isWarm(digest: string): boolean {
    return this.running?.models.has(digest) ?? false;
  }

  /** Process id of the backend; null where none runs. */
  get pid(): number | null {
    return this.running?.process.pid ?? null;
  }

  /** Hands the loaded model to `work`. */
  withModel<T>(specifier: string, artifact: ModelArtifact, work: (model: LoadedModel) => Promise<T>): Promise<T> {
    return this.guard(async () => work(await this.loadModel(await this.start(specifier), artifact)));
  }

  /** Hands the loaded estimator to `work`. */
  withEstimator<T>(
    specifier: string,
    artifact: ModelArtifact,
    work: (estimator: PoseEstimator) => Promise<T>,
  ): Promise<T> {
    return this.guard(async () => {
      const running = await this.start(specifier);
      return work((running.estimator ??= await running.process.loadPoseEstimator(artifact)));
    });
  }

  async dispose(): Promise<void> {
    const running = this.running;
    this.running = null;
    await running?.process.dispose();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose();
  }

  private async guard<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof BackendError && GONE.has(error.code)) await this.dispose();
      throw error;
    }
  }

  private async start(specifier: string): Promise<Running> {
    if (this.running?.specifier === specifier) return this.running;
    await this.dispose();
    const process = await this.registry.start(specifier);
    const running = { specifier, process, models: new Map<string, LoadedModel>(), estimator: null };
    // A process that ends while nobody asks anything of it is found out here.
    void process.ended.then(() => {
      if (this.running === running) this.running = null;
    });
    return (this.running = running);
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
