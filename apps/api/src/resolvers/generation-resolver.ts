import type { Recipe } from '@contrapposto/model-core';
import {
  type Backend,
  countGenerations,
  type GeneratedImage,
  type Generation,
  type GenerationEvent,
  type GenerationFidelity,
  type GenerationOrder,
  listGenerations,
  type Model,
  type PoseVersion,
  type PromptVersion,
} from '@contrapposto/platform';
import { Arg, Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../request-context.js';
import { Connection } from '../schema/connection.js';
import { GenerationOrderEnum } from '../schema/enums.js';
import { FidelityType } from '../schema/fidelity.js';
import { GeneratedImageType } from '../schema/generated-image.js';
import { GenerationEventType } from '../schema/generation-event.js';
import {
  GenerationConnection,
  GenerationErrorType,
  GenerationFilterInput,
  GenerationType,
  QueuePlaceType,
} from '../schema/generation.js';
import { PageArgs } from '../schema/page.js';
import { PoseVersionType } from '../schema/pose.js';
import { PromptVersionType } from '../schema/prompt.js';
import { RecipeType } from '../schema/recipe.js';
import { BackendType, ModelType } from '../schema/registry.js';
import { toGenerationFilter } from './generation-filter.js';
import { toPageRequest } from './inputs.js';

@Resolver(() => GenerationType)
export class GenerationResolver {
  @Query(() => GenerationConnection)
  async generations(
    @Arg('filter', () => GenerationFilterInput, { nullable: true }) filter: GenerationFilterInput | null,
    @Arg('orderBy', () => GenerationOrderEnum, { nullable: true, defaultValue: 'CREATED_AT_DESC' })
    orderBy: GenerationOrder | null,
    @Args() page: PageArgs,
    @Ctx() { database, studioId }: RequestContext,
  ): Promise<Connection<Generation>> {
    const chosen = toGenerationFilter(filter);
    const request = { filter: chosen, orderBy: orderBy ?? 'CREATED_AT_DESC', page: toPageRequest(page) } as const;
    const found = await listGenerations(database, studioId, request);
    return new Connection(found, () => countGenerations(database, studioId, chosen));
  }

  @FieldResolver(() => RecipeType)
  recipe(@Root() { recipe }: Generation): Recipe & { json: object } {
    return { ...(recipe as unknown as Recipe), json: recipe };
  }

  @FieldResolver(() => PoseVersionType, { nullable: true })
  poseVersion(@Root() { poseVersionId }: Generation, @Ctx() { loaders }: RequestContext): OrNone<PoseVersion> {
    return poseVersionId === null ? null : loaders.poseVersion.load(poseVersionId);
  }

  @FieldResolver(() => PromptVersionType, { nullable: true })
  promptVersion(@Root() { promptVersionId }: Generation, @Ctx() { loaders }: RequestContext): OrNone<PromptVersion> {
    return promptVersionId === null ? null : loaders.promptVersion.load(promptVersionId);
  }

  @FieldResolver(() => ModelType)
  model(@Root() { modelId }: Generation, @Ctx() { loaders }: RequestContext): OrNone<Model> {
    return loaders.model.load(modelId);
  }

  @FieldResolver(() => BackendType, { nullable: true, description: 'What ran it to its end.' })
  backend(@Root() { backendId }: Generation, @Ctx() { loaders }: RequestContext): OrNone<Backend> {
    return backendId === null ? null : loaders.backend.load(backendId);
  }

  @FieldResolver(() => GenerationType, { nullable: true })
  retryOf(@Root() { retryOf }: Generation, @Ctx() { loaders }: RequestContext): OrNone<Generation> {
    return retryOf === null ? null : loaders.generation.load(retryOf);
  }

  @FieldResolver(() => GenerationErrorType, { nullable: true })
  error(@Root() { errorCode, errorMessage }: Generation): { code: string; message: string } | null {
    return errorCode === null ? null : { code: errorCode, message: errorMessage ?? errorCode };
  }

  @FieldResolver(() => QueuePlaceType, { nullable: true, description: 'Only while it is QUEUED.' })
  async queuePlace(
    @Root() { id, state }: Generation,
    @Ctx() { loaders }: RequestContext,
  ): Promise<QueueEstimate | null> {
    const place = state === 'QUEUED' ? await loaders.queuePlace.load(id) : undefined;
    if (typeof place?.position !== 'number') return null;
    const { position, startsInMs } = place;
    return {
      ahead: position - 1,
      etaLowSeconds: startsInMs && startsInMs.earliest / 1000,
      etaHighSeconds: startsInMs && startsInMs.latest / 1000,
    };
  }

  @FieldResolver(() => GeneratedImageType, { nullable: true })
  async picture(@Root() { id }: Generation, @Ctx() { loaders }: RequestContext): Promise<GeneratedImage | undefined> {
    return (await loaders.images.load(id))?.find(({ kind }) => kind === 'PICTURE');
  }

  @FieldResolver(() => GeneratedImageType, { nullable: true, description: 'What the model saw of the pose.' })
  async skeleton(@Root() { id }: Generation, @Ctx() { loaders }: RequestContext): Promise<GeneratedImage | undefined> {
    return (await loaders.images.load(id))?.find(({ kind }) => kind === 'SKELETON');
  }

  @FieldResolver(() => [GeneratedImageType], { complexity: 5 })
  async images(@Root() { id }: Generation, @Ctx() { loaders }: RequestContext): Promise<GeneratedImage[]> {
    return (await loaders.images.load(id)) ?? [];
  }

  @FieldResolver(() => FidelityType, { nullable: true })
  async fidelity(
    @Root() { id, recipe }: Generation,
    @Ctx() { loaders }: RequestContext,
  ): Promise<(GenerationFidelity & { recipe: object }) | null> {
    const found = await loaders.fidelity.load(id);
    return found ? { ...found, recipe } : null;
  }

  @FieldResolver(() => [GenerationEventType], { description: 'Those after a number, at most 200.', complexity: 20 })
  async events(
    @Root() { id }: Generation,
    @Arg('after', () => Int, { nullable: true, defaultValue: 0 }) after: number | null,
    @Ctx() { loaders }: RequestContext,
  ): Promise<GenerationEvent[]> {
    return (await loaders.events(after ?? 0).load(id)) ?? [];
  }
}

interface QueueEstimate {
  readonly ahead: number;
  readonly etaLowSeconds: number | null;
  readonly etaHighSeconds: number | null;
}

type OrNone<Row> = Promise<Row | undefined> | null;
