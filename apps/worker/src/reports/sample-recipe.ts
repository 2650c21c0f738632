import { createRecipe, type Recipe, type RecipeRequest } from '@contrapposto/model-core';
import type { CoordinatedSample, EvaluationReport } from '@contrapposto/platform';

/** A report whose pictures a model makes. */
export interface ModelReport extends EvaluationReport {
  readonly request: EvaluationReport['request'] & { readonly generator: { readonly kind: 'MODEL' } };
}

export function isModelReport(report: EvaluationReport): report is ModelReport {
  return report.request.generator.kind === 'MODEL';
}

/**
 * The report's template, with what the sample brings: its pose where the model takes one, its caption as prompt, and a seed of its own.
 *
 * @throws ModelCoreError, PoseError for a sample that no recipe can hold
 */
export function createSampleRecipe(
  { request }: ModelReport,
  sample: Pick<CoordinatedSample, 'pose' | 'caption' | 'ordinal'>,
): Recipe {
  const template = request.generator.recipe as unknown as Omit<RecipeRequest, 'prompt' | 'seed'>;
  return createRecipe({
    ...template,
    pose: template.family === 'text-only' ? null : sample.pose,
    prompt: sample.caption ?? '',
    seed: request.seed + sample.ordinal,
  });
}
