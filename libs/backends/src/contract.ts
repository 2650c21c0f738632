/**
 * The plugin contract, version 1: what a backend exports so that pictures can be made on it.
 *
 * A plugin module's default export is a `BackendPlugin`. It is loaded in a process of its own (process/child.ts), so it
 * may block, leak or crash there without harm to anyone else. Everything that crosses the contract can be structured
 * cloned: plain values and typed arrays.
 *
 * Life: describe and probe at any time; load gives a LoadedModel; run one recipe after another, never two at once;
 * dispose the model. Dispose order: running work first (abort and await it), then models and pose estimators, then the
 * process.
 */
import type {
  DetectorIdentity,
  ImageFeatureExtractor,
  PoseEstimator as PoseNetwork,
  TextImageEncoder,
} from '@contrapposto/eval';
import type {
  ModelFamily,
  PipelineEvent,
  PipelineResult,
  Recipe,
  RgbImage,
  SchedulerName,
} from '@contrapposto/model-core';
import type { PersonPose } from '@contrapposto/pose';
import type { ModelArtifact, ModelInfo } from './model-folder/model-artifact.js';

export const CONTRACT_VERSION = 1;

export interface BackendPlugin {
  readonly contractVersion: typeof CONTRACT_VERSION;
  /** Short and stable, e.g. `onnx`: what a user writes as `--backend`. */
  readonly name: string;
  /** Of the plugin itself, semver. */
  readonly version: string;
  /** What the plugin can do in principle. Must not touch a device. */
  describe(): BackendCapabilities;
  /** Whether it can do so here: finds out by trying, not by asking a library what it supports. Never throws. */
  probe(): Promise<ProbeVerdict>;
  /**
   * Reads weights and prepares to run.
   *
   * @throws ModelFolderError when the folder cannot be used by this plugin
   */
  load(model: ModelArtifact, options?: LoadOptions): Promise<LoadedModel>;
  /** The pose estimator in the model's folder; absent where the plugin cannot run one. */
  loadPoseEstimator?(model: ModelArtifact, options?: LoadOptions): Promise<PoseEstimator>;
  /**
   * A network that judges pictures, of a kind that `extractors` names; absent where that is empty.
   *
   * @throws ModelFolderError for a folder that holds no such network, or one that cannot be used
   */
  loadExtractor?<Kind extends ExtractorKind>(
    kind: Kind,
    source: ExtractorSource,
    options?: LoadOptions,
  ): Promise<LoadedExtractors[Kind]>;
}

export interface BackendCapabilities {
  readonly families: readonly ModelFamily[];
  readonly schedulers: readonly SchedulerName[];
  /** Kinds of device, e.g. `cpu`, `cuda`. */
  readonly devices: readonly string[];
  /** Weights' element types on disk that it reads. */
  readonly weightDtypes: readonly string[];
  /** Element type of the arithmetic. */
  readonly computeDtype: string;
  /** Sides of a picture in pixels; a model narrows them further by its sizeMultiple. */
  readonly sizes: { readonly minimum: number; readonly maximum: number };
  readonly poseEstimation: boolean;
  /** Networks for metrics that loadExtractor loads; none where absent. */
  readonly extractors?: readonly ExtractorKind[];
}

export interface ProbeVerdict {
  readonly usable: boolean;
  /** Why not, or what limits it, one sentence each; may be empty when usable. */
  readonly reasons: readonly string[];
  readonly devices: readonly BackendDevice[];
}

export interface BackendDevice {
  readonly kind: string;
  readonly name: string;
  readonly memoryBytes: number | null;
}

export interface LoadOptions {
  /** Threads for one run; all by default. */
  readonly threads?: number;
}

export interface LoadedModel {
  readonly info: ModelInfo;
  /** Resident memory that a run of this recipe will need at its peak, the weights included, in bytes. An upper estimate. */
  estimateMemory(recipe: Recipe): Promise<number>;
  /**
   * Makes the recipe's picture. Between two denoising steps it lets its event loop turn, so that an abort is seen within
   * one step.
   *
   * @throws CanceledError when `signal` is aborted; ModelCoreError for a recipe that cannot be run
   */
  run(recipe: Recipe, options?: RunOptions): Promise<PipelineResult>;
  /** Frees the weights. The model is unusable afterwards; a second call does nothing. */
  dispose(): Promise<void>;
}

export interface RunOptions {
  readonly signal?: AbortSignal;
  /** Called for each stage and each step, in order. */
  readonly onProgress?: (event: PipelineEvent) => void;
  /** A preview in every n-th step's event; 0 or absent: none. */
  readonly previewEverySteps?: number;
}

/** Where an extractor lies: a folder with `extractor.json` (docs/guides/extractors.md), or a model folder that brings its own. */
export interface ExtractorSource {
  /** Absolute path. */
  readonly folder: string;
  /** For pose estimators that see one person at a time: the folder of the one whose boxes they take. */
  readonly detector?: string;
}

/** Extractors by their kind, as metrics see them (libs/eval's ports); each is freed by its `dispose`, a second call does nothing. */
export interface LoadedExtractors {
  /** For FID and KID. */
  readonly 'image-features': ImageFeatureExtractor & Disposable;
  /** For CLIPSIM. */
  readonly 'text-image': TextImageEncoder & Disposable;
  /** For AP, CAP and PCE. */
  readonly 'pose-estimator': PoseNetwork & Disposable & { readonly identity: DetectorIdentity };
}

export type ExtractorKind = keyof LoadedExtractors;

/** Holds a network until it is disposed of. */
export interface Disposable {
  dispose(): Promise<void>;
}

export interface PoseEstimator {
  /** People in the picture, best first, with COCO's 17 keypoints in the picture's pixels. */
  estimate(image: RgbImage): Promise<PersonPose[]>;
  dispose(): Promise<void>;
}
