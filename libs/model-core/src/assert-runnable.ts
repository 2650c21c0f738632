import { ModelCoreError } from './errors.js';
import type { PipelineParts } from './pipeline-types.js';
import { isBranchFamily, type ModelFamily, type Recipe } from './recipe.js';

/** What a model's ports say of its kind and sizes. */
type ModelShape = Pick<PipelineParts, 'autoencoder' | 'denoiser'>;

/**
 * Whether this model can run this recipe, before any work is done.
 *
 * @throws ModelCoreError POSE_NOT_SUPPORTED, POSE_REQUIRED, MODEL_MISMATCH, INVALID_SIZE
 */
export function assertRunnable(recipe: Recipe, model: ModelShape): void {
  assertChannels(recipe, model);
  assertSize('width', recipe.width, model);
  assertSize('height', recipe.height, model);
}

/** Pixels of which both sides of a picture must be multiples: the autoencoder's factor times the denoiser's. */
export function computeSizeStep({ autoencoder, denoiser }: ModelShape): number {
  return autoencoder.downscaleFactor * denoiser.sizeMultiple;
}

function assertChannels(recipe: Recipe, { autoencoder, denoiser }: ModelShape): void {
  const { latentChannels } = autoencoder;
  const { inChannels, outChannels } = denoiser;
  const textOnly = inChannels === latentChannels;
  if (textOnly && recipe.pose && !isBranchFamily(recipe.family)) {
    throw new ModelCoreError(
      'POSE_NOT_SUPPORTED',
      `expected a UNet of ${String(2 * latentChannels)} input channels to hold a pose, got one of ${String(inChannels)}, ` +
        'which takes text alone. Leave the pose out, or choose a model of the family humansd.',
    );
  }
  if (!textOnly && isBranchFamily(recipe.family)) {
    throw new ModelCoreError(
      'MODEL_MISMATCH',
      `expected a UNet of ${String(latentChannels)} input channels beside a branch of the family ${recipe.family}, got one of ` +
        `${String(inChannels)}. The model folder mixes parts that do not belong together.`,
    );
  }
  if (inChannels === 2 * latentChannels && !recipe.pose) {
    throw new ModelCoreError(
      'POSE_REQUIRED',
      `expected a pose for a UNet of ${String(inChannels)} input channels, got none. Give a pose, or choose a text-only model.`,
    );
  }
  if ((textOnly || inChannels === 2 * latentChannels) && outChannels === latentChannels) return;
  throw new ModelCoreError(
    'MODEL_MISMATCH',
    `expected a UNet of ${String(latentChannels)} or ${String(2 * latentChannels)} channels in and ${String(latentChannels)} out ` +
      `for an autoencoder of ${String(latentChannels)} latent channels, got ${String(inChannels)} in and ${String(outChannels)} out. ` +
      'The model folder mixes parts that do not belong together.',
  );
}

function assertSize(side: 'width' | 'height', pixels: number, model: ModelShape): void {
  const step = computeSizeStep(model);
  if (pixels > 0 && pixels % step === 0) return;
  const below = Math.floor(pixels / step) * step;
  const nearest = below > 0 ? `${String(below)} and ${String(below + step)}` : String(step);
  throw new ModelCoreError(
    'INVALID_SIZE',
    `expected a ${side} that is a multiple of ${String(step)} pixels for this model, got ${String(pixels)}. Nearest: ${nearest}.`,
  );
}

/** @throws ModelCoreError MODEL_MISMATCH where the recipe is of a family that this pipeline does not run */
export function assertFamily({ family }: Recipe, families: readonly ModelFamily[]): void {
  if (families.includes(family)) return;
  const expected = `a recipe of the family ${families.join(' or ')}`;
  throw new ModelCoreError('MODEL_MISMATCH', `expected ${expected} for this pipeline, got ${family}.`);
}

export function missingPart(part: string): ModelCoreError {
  const message = `expected a model with ${part}, got one without. Load the model that the recipe names.`;
  return new ModelCoreError('MODEL_MISMATCH', message);
}
