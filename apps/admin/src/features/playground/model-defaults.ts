/** What a model says of itself that the form shows; null where it does not say. */
export interface ModelDefaults {
  readonly numInferenceSteps: number | null;
  readonly guidanceScale: number | null;
  readonly scheduler: string | null;
  readonly negativePrompt: string | null;
  readonly width: number | null;
  readonly height: number | null;
  /** Sides of a picture are multiples of it. */
  readonly sizeMultiple: number | null;
  /** That it was trained on, by name; empty where it does not say. */
  readonly scenes: readonly string[];
}

function toNumber(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

function toText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Model folders write `dpmpp-2m`, the API DPMPP_2M. */
function toScheduler(value: unknown): string | null {
  return toText(value)?.toUpperCase().replaceAll('-', '_') ?? null;
}

/** Reads `Model.defaults`. */
export function parseModelDefaults(defaults: unknown): ModelDefaults {
  const fields = (typeof defaults === 'object' && defaults !== null ? defaults : {}) as Record<string, unknown>;
  return {
    numInferenceSteps: toNumber(fields.numInferenceSteps),
    guidanceScale: toNumber(fields.guidanceScale),
    scheduler: toScheduler(fields.scheduler),
    negativePrompt: toText(fields.negativePrompt),
    width: toNumber(fields.width),
    height: toNumber(fields.height),
    sizeMultiple: toNumber(fields.sizeMultiple),
    scenes: Array.isArray(fields.scenes) ? fields.scenes.flatMap((scene) => toText(scene) ?? []) : [],
  };
}
