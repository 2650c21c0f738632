import type { DetectorIdentity, ExtractorIdentity, PictureEncoder, RgbPicture } from '@contrapposto/eval';
import type { PipelineEvent, PipelineResult, Recipe, RgbImage } from '@contrapposto/model-core';
import type { PersonPose } from '@contrapposto/pose';
import type { BackendCapabilities, ExtractorKind, ExtractorSource, LoadOptions, ProbeVerdict } from '../contract.js';
import type { ModelArtifact, ModelInfo } from '../model-folder/model-artifact.js';
import type { ErrorData } from './error-data.js';

/**
 * What a backend process and its owner say to each other, over Node's IPC channel with structured clone.
 *
 * The owner asks with numbered requests; each gets one answer. A run sends events before its answer. An abort names the
 * request that it ends. The first word is the child's: `ready`, or why there is no plugin.
 */
export interface Operations {
  describe: { args: []; result: BackendCapabilities };
  probe: { args: []; result: ProbeVerdict };
  load: { args: [model: ModelArtifact, options: LoadOptions]; result: { handle: number; info: ModelInfo } };
  estimateMemory: { args: [handle: number, recipe: Recipe]; result: number };
  run: { args: [handle: number, recipe: Recipe, previewEverySteps: number]; result: PipelineResult };
  disposeModel: { args: [handle: number]; result: null };
  loadPoseEstimator: { args: [model: ModelArtifact, options: LoadOptions]; result: { handle: number } };
  estimatePoses: { args: [handle: number, image: RgbImage]; result: PersonPose[] };
  disposePoseEstimator: { args: [handle: number]; result: null };
  loadExtractor: {
    args: [kind: ExtractorKind, source: ExtractorSource, options: LoadOptions];
    result: { handle: number } & ExtractorDescription;
  };
  encodePicture: { args: [handle: number, picture: RgbPicture]; result: Float32Array };
  encodeText: { args: [handle: number, text: string]; result: Float32Array };
  findPeople: { args: [handle: number, picture: RgbPicture]; result: PersonPose[] };
  disposeExtractor: { args: [handle: number]; result: null };
}

/** What an extractor says of itself. */
export interface ExtractorDescription extends PictureEncoder {
  readonly identity: ExtractorIdentity | DetectorIdentity;
  /** Null for pose estimators. */
  readonly resizeFilter: string | null;
}

export type Operation = keyof Operations;

export interface PluginIdentity {
  readonly name: string;
  readonly version: string;
}

export type OwnerMessage =
  | { readonly type: 'request'; readonly id: number; readonly operation: Operation; readonly args: readonly unknown[] }
  | { readonly type: 'abort'; readonly id: number };

export type ChildMessage =
  | { readonly type: 'ready'; readonly plugin: PluginIdentity }
  | { readonly type: 'unusable'; readonly error: ErrorData }
  | { readonly type: 'event'; readonly id: number; readonly event: PipelineEvent }
  | { readonly type: 'result'; readonly id: number; readonly result: unknown }
  | { readonly type: 'failure'; readonly id: number; readonly error: ErrorData };
