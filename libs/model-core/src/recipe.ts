import type { Pose, PoseFitMode } from '@contrapposto/pose';
import type { SchedulerName } from './schedulers/names.js';

/**
 * How a model is told of the pose: `humansd` concatenates the encoded skeleton to the latents; `controlnet` adds what a
 * trained copy of the UNet's way down makes of it, `t2i-adapter` the features of a small network; `text-only` is plain
 * Stable Diffusion, and is not told.
 */
export const MODEL_FAMILIES = ['humansd', 'text-only', 'controlnet', 't2i-adapter'] as const;

export type ModelFamily = (typeof MODEL_FAMILIES)[number];

export const POSE_LATENTS = ['mode', 'sample'] as const;

/** Which picture a recipe means depends on the exact weights: `digest` is theirs. */
export interface RecipeModel {
  readonly name: string;
  readonly version?: string;
  /** SHA-256 of the model folder's weights and configs, as the backend computes it. */
  readonly digest: string;
}

/**
 * Everything that decides a picture's pixels, and nothing else. The same recipe means the same picture; it travels in
 * the PNG's text chunk as canonical JSON (see recipe-json.ts).
 */
export interface Recipe {
  readonly schemaVersion: 1;
  readonly model: RecipeModel;
  readonly family: ModelFamily;
  /** The people to draw, on their own canvas. null for text-only. */
  readonly pose: Pose | null;
  /** How the pose is brought from its canvas to the picture's. Of no effect for text-only. */
  readonly poseFit: PoseFitMode;
  /** How the skeleton is drawn, e.g. `humansd-v1`; null for text-only. */
  readonly rendererProfile: string | null;
  /** SHA-256 of that profile's data when the recipe was made; older recipes have none, nor have text-only ones. */
  readonly rendererProfileHash?: string;
  /** Longest side in pixels of the canvas on which the skeleton is drawn before it is averaged down; null: the picture's own. */
  readonly renderSize: number | null;
  readonly prompt: string;
  readonly negativePrompt: string;
  /** 0..2^53 - 1. torch seeds its CPU generator with the low 32 bits, and so do we. */
  readonly seed: number;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly scheduler: SchedulerName;
  /** Length of the timestep schedule, 1..1000. */
  readonly numInferenceSteps: number;
  /** 1: no guidance and half the work. 0..50. */
  readonly guidanceScale: number;
  /** Share of fresh noise per DDIM step, 0..1. The other schedulers take none. */
  readonly eta: number;
  /** How strongly the branch or adapter acts, 0..2; of the families controlnet and t2i-adapter, and of no other. */
  readonly conditioningScale?: number;
  /** The mode of the encoded skeleton, or a sample of it, as HumanSD's published code takes. */
  readonly poseLatents: (typeof POSE_LATENTS)[number];
  /** Start from pure noise at the second timestep: HumanSD's published demo runs 49 of 50 steps so. */
  readonly skipFirstStep: boolean;
}

/** Whether a family's pose comes by networks beside the UNet, which by itself takes text alone. */
export function isBranchFamily(family: ModelFamily): family is 'controlnet' | 't2i-adapter' {
  return family === 'controlnet' || family === 't2i-adapter';
}
