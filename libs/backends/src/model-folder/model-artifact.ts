import type { LatentPreview, ModelFamily, SchedulerName } from '@contrapposto/model-core';

export type Json = Readonly<Record<string, unknown>>;

/** A model folder that was opened and found whole. Plain data: it may be sent to a backend's process. */
export interface ModelArtifact {
  /** Absolute path of the folder. */
  readonly folder: string;
  readonly info: ModelInfo;
  readonly unet: NetworkFiles;
  readonly vae: NetworkFiles;
  readonly textEncoder: NetworkFiles;
  /** What tells the UNet of the pose; absent where it takes the pose itself, or none. */
  readonly branch?: BranchFiles;
  readonly tokenizer: { readonly tokenizer: Json; readonly config: Json };
  readonly schedulerConfig: Json;
  /** Absent where the folder has no pose_estimator/. */
  readonly poseEstimator?: { readonly modelPath: string; readonly config: Json };
  /** What its CLIP pair in image_encoder/ is good for; absent where the folder has none. */
  readonly imageEncoder?: { readonly hasTextProjection: boolean };
}

/** A network's config.json and the safetensors file that holds its weights. */
export interface NetworkFiles {
  readonly config: Json;
  /** The config as messages name it, relative to the folder. */
  readonly configLabel: string;
  readonly weightsPath: string;
}

/** A ControlNet or a T2I-Adapter, as diffusers saves it, in the folder `controlnet` or `adapter`. */
export interface BranchFiles extends NetworkFiles {
  readonly kind: 'controlnet' | 'adapter';
}

/** What a caller needs to know of a model to write recipes for it. */
export interface ModelInfo {
  readonly name: string;
  readonly version: string | null;
  readonly licence: string | null;
  /** SHA-256 over the names and contents of the files that decide what the networks compute. */
  readonly digest: string;
  readonly family: ModelFamily;
  /** How its skeletons are drawn; null for text-only. */
  readonly rendererProfile: string | null;
  /** Longest side in pixels of the canvas for the skeleton; null: the picture's own. */
  readonly renderSize: number | null;
  /** Width and height of a picture must be multiples of this, in pixels. */
  readonly sizeMultiple: number;
  readonly defaultSize: { readonly width: number; readonly height: number };
  readonly defaults: GenerationDefaults;
  /** Prompt tokens that the text encoder reads, start and end included. */
  readonly maxTokens: number;
  readonly latentPreview: LatentPreview | null;
  /** Scene styles that its captions begin with; empty when not declared. */
  readonly scenes: readonly string[];
  readonly weights: WeightsSummary;
  readonly hasPoseEstimator: boolean;
}

export interface GenerationDefaults {
  readonly scheduler: SchedulerName;
  readonly steps: number;
  readonly guidanceScale: number;
  readonly negativePrompt: string;
}

export interface WeightsSummary {
  /** On disk, of all networks. */
  readonly bytes: number;
  readonly parameters: {
    readonly unet: number;
    readonly vae: number;
    readonly textEncoder: number;
    /** Of the ControlNet or T2I-Adapter, where there is one. */
    readonly branch?: number;
  };
  /** As safetensors names them: F16, F32, ... */
  readonly dtypes: readonly string[];
}
