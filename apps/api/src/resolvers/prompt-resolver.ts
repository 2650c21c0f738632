import {
  archivePrompt,
  countPrompts,
  createPrompt,
  type LibraryOrder,
  listPrompts,
  type Prompt,
  type PromptSlot,
  type PromptVersion,
  updatePrompt,
} from '@contrapposto/platform';
import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { withUserErrors } from '../errors/to-user-error.js';
import { requireGlobalId } from '../global-id.js';
import type { RequestContext } from '../request-context.js';
import { ArchiveInput } from '../schema/archive-input.js';
import { Connection } from '../schema/connection.js';
import { PromptOrderEnum } from '../schema/enums.js';
import { PageArgs } from '../schema/page.js';
import {
  CreatePromptInput,
  PromptConnection,
  PromptFilterInput,
  PromptPayloadType,
  type PromptSlotType,
  PromptType,
  PromptVersionType,
  UpdatePromptInput,
} from '../schema/prompt.js';
import { author, said, toArchive, toPageRequest } from './inputs.js';

interface Payload {
  readonly prompt: Prompt | null;
}

const NOTHING: Payload = { prompt: null };

@Resolver(() => PromptType)
export class PromptResolver {
  @Query(() => PromptConnection)
  async prompts(
    @Arg('filter', () => PromptFilterInput, { nullable: true }) filter: PromptFilterInput | null,
    @Arg('orderBy', () => PromptOrderEnum, { nullable: true, defaultValue: 'CREATED_AT_ASC' })
    orderBy: LibraryOrder | null,
    @Args() page: PageArgs,
    @Ctx() { database, studioId }: RequestContext,
  ): Promise<Connection<Prompt>> {
    const chosen = said(filter);
    const request = { filter: chosen, orderBy: orderBy ?? 'CREATED_AT_ASC', page: toPageRequest(page) } as const;
    return new Connection(await listPrompts(database, studioId, request), () =>
      countPrompts(database, studioId, chosen),
    );
  }

  @FieldResolver(() => PromptVersionType)
  currentVersion(
    @Root() { currentVersionId }: Prompt,
    @Ctx() { loaders }: RequestContext,
  ): Promise<PromptVersion | undefined> {
    return loaders.promptVersion.load(currentVersionId);
  }

  @FieldResolver(() => [PromptVersionType], { description: 'The first first.', complexity: 10 })
  async versions(@Root() { id }: Prompt, @Ctx() { loaders }: RequestContext): Promise<PromptVersion[]> {
    return (await loaders.promptVersionsOf.load(id)) ?? [];
  }

  @Mutation(() => PromptPayloadType)
  createPrompt(
    @Arg('input', () => CreatePromptInput) { slots, ...input }: CreatePromptInput,
    @Ctx() { database, studioId, ...context }: RequestContext,
  ): Promise<Payload> {
    return withUserErrors(NOTHING, async () => ({
      prompt: await createPrompt(database, { ...said(input), ...toSlots(slots), ...author(context), studioId }),
    }));
  }

  @Mutation(() => PromptPayloadType, { description: 'What is left out stays as it is.' })
  updatePrompt(
    @Arg('input', () => UpdatePromptInput) { id: globalId, slots, negativePrompt, ...input }: UpdatePromptInput,
    @Ctx() { database, studioId, ...context }: RequestContext,
  ): Promise<Payload> {
    return withUserErrors(NOTHING, async () => {
      const { id } = requireGlobalId(globalId, ['Prompt'], 'id');
      const changes = { ...said(input), ...toSlots(slots), negativePrompt };
      return { prompt: await updatePrompt(database, { ...changes, ...author(context), studioId, id }) };
    });
  }

  @Mutation(() => PromptPayloadType)
  archivePrompt(
    @Arg('input', () => ArchiveInput) input: ArchiveInput,
    @Ctx() { database, studioId }: RequestContext,
  ): Promise<Payload> {
    return withUserErrors(NOTHING, async () => ({
      prompt: await archivePrompt(database, { ...toArchive(input, 'Prompt'), studioId }),
    }));
  }
}

/** The platform judges each slot by its type. */
function toSlots(slots: readonly PromptSlotType[] | null | undefined): { slots?: PromptSlot[] } {
  return slots ? { slots: slots.map((slot) => said(slot) as PromptSlot) } : {};
}
