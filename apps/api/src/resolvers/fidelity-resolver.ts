import type { Recipe } from '@contrapposto/model-core';
import type { GenerationFidelity } from '@contrapposto/platform';
import type { PersonPose, Pose } from '@contrapposto/pose';
import { FieldResolver, Resolver, Root } from 'type-graphql';
import { FidelityType } from '../schema/fidelity.js';
import { PoseData } from '../schema/pose-data.js';

/** What pose estimators find. */
const FOUND_SKELETON = 'coco17';

@Resolver(() => FidelityType)
export class FidelityResolver {
  @FieldResolver(() => PoseData)
  people(@Root() { people, recipe }: GenerationFidelity & { readonly recipe: Recipe }): Pose {
    const { width, height } = recipe;
    return { skeleton: FOUND_SKELETON, width, height, people: people as readonly PersonPose[] };
  }
}
