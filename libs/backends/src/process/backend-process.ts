import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { PipelineEvent, PipelineResult, Recipe, RgbImage } from '@contrapposto/model-core';
import type { PersonPose } from '@contrapposto/pose';
import type {
  BackendCapabilities,
  ExtractorKind,
  ExtractorSource,
  LoadedExtractors,
  LoadedModel,
  LoadOptions,
  PoseEstimator,
  ProbeVerdict,
  RunOptions,
} from '../contract.js';
import type { ModelArtifact, ModelInfo } from '../model-folder/model-artifact.js';
import { resolvePlugin } from '../plugin-loader.js';
import { Channel } from './channel.js';
import type { PluginIdentity } from './protocol.js';
import { loadRemoteExtractor } from './remote-extractor.js';

export interface BackendProcessOptions {
  /** What relative plugin paths and package names are resolved from; the working directory by default. */
  readonly baseFolder?: string;
  /** From fork to the plugin being imported, in milliseconds. */
  readonly startTimeoutMs?: number;
  /**
   * The longest a request may stay without an event or an answer, in milliseconds, before the process counts as hung and is
   * killed. A single step of a large model on a slow machine takes a minute.
   */
  readonly silenceTimeoutMs?: number;
  /** From an abort to the end of its run; a backend that does not answer it is killed. */
  readonly abortTimeoutMs?: number;
  /** Flags for the child's Node. */
  readonly execArgv?: readonly string[];
  /** The child's environment; the caller's own by default. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

const DEFAULTS = { startTimeoutMs: 30_000, silenceTimeoutMs: 600_000, abortTimeoutMs: 120_000 };

/**
 * A plugin in a process of its own.
 *
 * If that process ends early, by whatever cause, everything that waits for it and everything asked of it later fails with
 * BackendCrashedError; nothing else happens to the caller. Start a new one to go on.
 */
export interface BackendProcess {
  readonly plugin: PluginIdentity;
  readonly pid: number;
  /** Resolves when the process has ended, however it did. */
  readonly ended: Promise<void>;
  describe(): Promise<BackendCapabilities>;
  probe(): Promise<ProbeVerdict>;
  load(model: ModelArtifact, options?: LoadOptions): Promise<LoadedModel>;
  loadPoseEstimator(model: ModelArtifact, options?: LoadOptions): Promise<PoseEstimator>;
  loadExtractor<Kind extends ExtractorKind>(
    kind: Kind,
    source: ExtractorSource,
    options?: LoadOptions,
  ): Promise<LoadedExtractors[Kind]>;
  /** Ends the process. Abort and await running work first, then dispose models: what is still running fails. */
  dispose(): Promise<void>;
}

/**
 * Starts a backend process.
 *
 * @param specifier a built-in name, a path or an npm package: see resolvePlugin
 * @throws BackendError PLUGIN_NOT_FOUND, PLUGIN_INVALID, BACKEND_CRASHED or BACKEND_TIMEOUT
 */
export async function startBackendProcess(
  specifier: string,
  options: BackendProcessOptions = {},
): Promise<BackendProcess> {
  const settings = { ...DEFAULTS, ...options };
  const location = resolvePlugin(specifier, options.baseFolder ?? process.cwd());
  const channel = new Channel(forkChild(location, options), `backend ${specifier}`, settings);
  const plugin = await channel.start(settings.startTimeoutMs);
  return new ForkedBackend(channel, plugin);
}

function forkChild(location: string, { execArgv = [], env }: BackendProcessOptions): ChildProcess {
  return fork(fileURLToPath(new URL('./child.js', import.meta.url)), [location], {
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: [...execArgv],
    ...(env && { env: { ...env } }),
  });
}

class ForkedBackend implements BackendProcess {
  constructor(
    private readonly channel: Channel,
    readonly plugin: PluginIdentity,
  ) {}

  get pid(): number {
    return this.channel.pid;
  }

  get ended(): Promise<void> {
    return this.channel.ended;
  }

  describe(): Promise<BackendCapabilities> {
    return this.channel.request('describe', []);
  }

  probe(): Promise<ProbeVerdict> {
    return this.channel.request('probe', []);
  }

  async load(model: ModelArtifact, options: LoadOptions = {}): Promise<LoadedModel> {
    const { handle, info } = await this.channel.request('load', [model, options]);
    return new RemoteModel(this.channel, handle, info);
  }

  async loadPoseEstimator(model: ModelArtifact, options: LoadOptions = {}): Promise<PoseEstimator> {
    const { handle } = await this.channel.request('loadPoseEstimator', [model, options]);
    return new RemotePoseEstimator(this.channel, handle);
  }

  loadExtractor<Kind extends ExtractorKind>(
    kind: Kind,
    source: ExtractorSource,
    options: LoadOptions = {},
  ): Promise<LoadedExtractors[Kind]> {
    return loadRemoteExtractor(this.channel, kind, source, options);
  }

  dispose(): Promise<void> {
    return this.channel.close();
  }
}

class RemoteModel implements LoadedModel {
  constructor(
    private readonly channel: Channel,
    private readonly handle: number,
    readonly info: ModelInfo,
  ) {}

  estimateMemory(recipe: Recipe): Promise<number> {
    return this.channel.request('estimateMemory', [this.handle, recipe]);
  }

  run(recipe: Recipe, { signal, onProgress, previewEverySteps = 0 }: RunOptions = {}): Promise<PipelineResult> {
    const onEvent = (event: PipelineEvent) => onProgress?.(event);
    return this.channel.request('run', [this.handle, recipe, previewEverySteps], {
      onEvent,
      ...(signal && { signal }),
    });
  }

  async dispose(): Promise<void> {
    if (!this.channel.isOpen) return;
    await this.channel.request('disposeModel', [this.handle]);
  }
}

class RemotePoseEstimator implements PoseEstimator {
  constructor(
    private readonly channel: Channel,
    private readonly handle: number,
  ) {}

  estimate(image: RgbImage): Promise<PersonPose[]> {
    return this.channel.request('estimatePoses', [this.handle, image]);
  }

  async dispose(): Promise<void> {
    if (!this.channel.isOpen) return;
    await this.channel.request('disposePoseEstimator', [this.handle]);
  }
}
