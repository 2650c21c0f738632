import { type CreateGenerationInput, type GenerationDetailFragment, type Scheduler } from '../../generated/graphql.js';
import { type PoseData } from '../../ui/pose-data.js';

export type SlotValues = Readonly<Record<string, string | number>>;

/** What the form holds. Null leaves a setting to the model, and the seed to chance. */
export interface RecipeDraft {
  readonly poseId: string | null;
  /** A pose that is in no library, such as another view of one; goes before `poseId`. */
  readonly view: { readonly name: string; readonly data: PoseData } | null;
  /** A scene template and what its slots are filled with; null: `prompt` is the text. */
  readonly scene: { readonly promptId: string; readonly values: SlotValues } | null;
  readonly prompt: string;
  readonly negativePrompt: string;
  readonly modelId: string | null;
  readonly seed: number | null;
  readonly numInferenceSteps: number | null;
  readonly guidanceScale: number | null;
  readonly scheduler: Scheduler | null;
  readonly width: number | null;
  readonly height: number | null;
}

export const EMPTY_DRAFT: RecipeDraft = {
  poseId: null,
  view: null,
  scene: null,
  prompt: '',
  negativePrompt: '',
  modelId: null,
  seed: null,
  numInferenceSteps: null,
  guidanceScale: null,
  scheduler: null,
  width: null,
  height: null,
};

const SETTINGS = ['modelId', 'seed', 'numInferenceSteps', 'guidanceScale', 'scheduler', 'width', 'height'] as const;

/** Whether there is something to draw: a pose where the model needs one, else a scene or words. */
export function isComplete({ poseId, view, scene, prompt }: RecipeDraft, needsPose: boolean): boolean {
  return needsPose ? poseId !== null || view !== null : scene !== null || prompt.trim() !== '';
}

function toPoseInput({ poseId, view }: RecipeDraft): CreateGenerationInput {
  if (view) return { poseData: view.data };
  return poseId === null ? {} : { poseId };
}

function toPromptInput({ scene, prompt }: RecipeDraft): CreateGenerationInput {
  if (!scene) return { prompt: prompt.trim() };
  return { promptId: scene.promptId, ...(Object.keys(scene.values).length > 0 && { promptValues: scene.values }) };
}

/** What the API is asked; what is left to the model is left out. */
export function toGenerationInput(draft: RecipeDraft): CreateGenerationInput {
  const settings = Object.fromEntries(SETTINGS.flatMap((key) => (draft[key] === null ? [] : [[key, draft[key]]])));
  const negativePrompt = draft.negativePrompt.trim();
  return {
    ...settings,
    ...toPoseInput(draft),
    ...toPromptInput(draft),
    ...(negativePrompt !== '' && { negativePrompt }),
  };
}

/** The settings that made a generation, as a draft that makes the same again. The scene is its text: slots are not kept. */
export function toDraft({ recipe, poseVersion, model }: GenerationDetailFragment): RecipeDraft {
  return {
    poseId: poseVersion?.pose.id ?? null,
    view: null,
    scene: null,
    prompt: recipe.prompt,
    negativePrompt: recipe.negativePrompt,
    modelId: model.id,
    seed: recipe.seed,
    numInferenceSteps: recipe.numInferenceSteps,
    guidanceScale: recipe.guidanceScale,
    scheduler: recipe.scheduler,
    width: recipe.width,
    height: recipe.height,
  };
}

const SEEDS = 2 ** 32;

/** 0..2^32 - 1: the generator reads no more bits. */
export function rollSeed(): number {
  return Math.floor(Math.random() * SEEDS);
}
