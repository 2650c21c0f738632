import type { Autoencoder, ConditionAdapter, ControlBranch, Denoiser, TextEncoder, Tokenizer } from './ports.js';

/** 8-bit RGB, rows from the top, pixel after pixel: `data.length` is width * height * 3. */
export interface RgbImage {
  readonly width: number;
  readonly height: number;
  readonly channels: 3;
  readonly data: Uint8Array;
}

/** A linear map from scaled latents to a rough RGB picture, fitted at training time. */
export interface LatentPreview {
  /** latentChannels rows of [r, g, b]; rgb in -1..1 = latents . factors + bias. */
  readonly factors: readonly (readonly [number, number, number])[];
  readonly bias: readonly [number, number, number];
}

/** The model: its ports, and what its folder says about them. */
export interface PipelineParts {
  readonly tokenizer: Tokenizer;
  readonly textEncoder: TextEncoder;
  readonly autoencoder: Autoencoder;
  readonly denoiser: Denoiser;
  /** Of the family controlnet. */
  readonly controlBranch?: ControlBranch;
  /** Of the family t2i-adapter. */
  readonly conditionAdapter?: ConditionAdapter;
  /** The parsed `scheduler/scheduler_config.json`, as diffusers writes it. */
  readonly schedulerConfig: Readonly<Record<string, unknown>>;
  readonly latentPreview?: LatentPreview;
}

export const PIPELINE_STAGES = [
  'tokenize',
  'encode-prompt',
  'render-skeleton',
  'encode-skeleton',
  'prepare-latents',
  'denoise',
  'decode',
] as const;

export type PipelineStage = (typeof PIPELINE_STAGES)[number];

/** A stage begins. */
export interface StageEvent {
  readonly type: 'stage';
  readonly stage: PipelineStage;
  /** When, in milliseconds since 1970, by the clock of the process that runs the pipeline; a backend process adds it. */
  readonly at?: number;
}

/** A denoising step is done. */
export interface StepEvent {
  readonly type: 'step';
  /** 0..stepCount - 1 */
  readonly stepIndex: number;
  /** Steps that this run takes: numInferenceSteps, or one less with skipFirstStep. */
  readonly stepCount: number;
  /** Where on the training schedule the step began. */
  readonly timestep: number;
  /** Milliseconds since the first step began. */
  readonly elapsedMs: number;
  /** A rough picture of latent size (width / downscaleFactor); only where asked for and the model has the factors. */
  readonly preview?: RgbImage;
}

export type PipelineEvent = StageEvent | StepEvent;

/** The part of the standard AbortSignal that the pipeline reads. */
export interface CancelSignal {
  readonly aborted: boolean;
}

export interface PipelineOptions {
  /** Read before every stage and every step; aborted means CanceledError. */
  readonly signal?: CancelSignal;
  /** Awaited: a caller may take a breath of its event loop here, so that cancelling gets a chance. */
  readonly onEvent?: (event: PipelineEvent) => void | Promise<void>;
  /** Put a preview into every n-th step's event; 0 or absent: none. */
  readonly previewEverySteps?: number;
  /** Milliseconds, monotonic. Date.now by default. */
  readonly now?: () => number;
}

export type PipelineWarningCode =
  'PROMPT_TRUNCATED' | 'NEGATIVE_PROMPT_TRUNCATED' | 'POSE_FITTED' | 'SKELETON' | 'SCHEDULER_CONFIG';

/** The picture was made, but not wholly as one might think. */
export interface PipelineWarning {
  readonly code: PipelineWarningCode;
  readonly message: string;
}

export interface PipelineResult {
  readonly image: RgbImage;
  /** The conditioning as the model saw it, null for text-only. */
  readonly skeleton: RgbImage | null;
  readonly warnings: readonly PipelineWarning[];
  /** Milliseconds per stage. */
  readonly timings: Readonly<Record<PipelineStage, number>>;
}
