import type { GenerationFilter, GenerationState } from '@contrapposto/platform';
import { type GlobalType, requireGlobalId } from '../global-id.js';
import type { GenerationFilterInput } from '../schema/generation.js';
import { said } from './inputs.js';

/** @throws UserMistake for an id of another type */
export function toGenerationFilter(input: GenerationFilterInput | null | undefined): GenerationFilter {
  const { states, poseIds, promptIds, libraryIds, modelIds, backendIds, reports, ...rest } = said(input);
  return {
    ...rest,
    ...(states && { states: states as readonly GenerationState[] }),
    ...(reports && { reports: reports as NonNullable<GenerationFilter['reports']> }),
    ...(poseIds && { poseIds: toIds('Pose', poseIds, 'poseIds') }),
    ...(promptIds && { promptIds: toIds('Prompt', promptIds, 'promptIds') }),
    ...(libraryIds && { libraryIds: toIds('PoseLibrary', libraryIds, 'libraryIds') }),
    ...(modelIds && { modelIds: toIds('Model', modelIds, 'modelIds') }),
    ...(backendIds && { backendIds: toIds('Backend', backendIds, 'backendIds') }),
  };
}

function toIds(type: GlobalType, ids: readonly string[], field: string): string[] {
  return ids.map((id, index) => requireGlobalId(id, [type], `filter.${field}.${index}`).id);
}
