import {
  cancelGeneration,
  createGeneration,
  createGenerations,
  type Generation,
  loadGenerations,
  retryGeneration,
} from '@contrapposto/platform';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { notOfThisStudio } from '../errors/not-of-this-studio.js';
import { withUserErrors } from '../errors/to-user-error.js';
import { resolveBatch } from '../generations/resolve-batch.js';
import { resolveRequest } from '../generations/resolve-request.js';
import { requireGlobalId } from '../global-id.js';
import type { RequestContext } from '../request-context.js';
import {
  CreateGenerationInput,
  CreateGenerationPayloadType,
  CreateGenerationsInput,
  CreateGenerationsPayloadType,
  GenerationIdInput,
  GenerationPayloadType,
} from '../schema/generation-inputs.js';

interface Created {
  readonly generation: Generation | null;
  readonly created: boolean;
}

interface Changed {
  readonly generation: Generation | null;
  readonly outcome: 'CANCELED' | 'TOO_LATE' | null;
}

const NOTHING: Changed = { generation: null, outcome: null };
/** The platform's names of what the input calls otherwise. */
const NAMES = { poseVersionId: 'poseId', pose: 'poseData' };

@Resolver()
export class GenerationMutations {
  @Mutation(() => CreateGenerationPayloadType, {
    description: 'Puts a generation into the queue, and returns at once.',
  })
  createGeneration(
    @Arg('input', () => CreateGenerationInput) input: CreateGenerationInput,
    @Ctx() context: RequestContext,
  ): Promise<Created> {
    const work = async () => createGeneration(context.database, context.freeze, await resolveRequest(context, input));
    return withUserErrors<Created>({ generation: null, created: false }, work, NAMES);
  }

  @Mutation(() => CreateGenerationsPayloadType, {
    description: 'All of them or none, in the order of poses, then prompts, then seeds.',
  })
  createGenerations(
    @Arg('input', () => CreateGenerationsInput) input: CreateGenerationsInput,
    @Ctx() context: RequestContext,
  ): Promise<{ generations: Generation[] }> {
    const work = async () => {
      const requests = await resolveBatch(context, input);
      const created = await createGenerations(context.database, context.freeze, requests);
      return { generations: created.map(({ generation }) => generation) };
    };
    return withUserErrors<{ generations: Generation[] }>({ generations: [] }, work, NAMES);
  }

  @Mutation(() => GenerationPayloadType, { description: 'Asking twice is asking once.' })
  cancelGeneration(
    @Arg('input', () => GenerationIdInput) { id: globalId }: GenerationIdInput,
    @Ctx() context: RequestContext,
  ): Promise<Changed> {
    return withUserErrors(NOTHING, async () => {
      const { id } = await requireGeneration(context, globalId);
      const { outcome } = await cancelGeneration(context.database, id);
      return {
        generation: await requireGeneration(context, globalId),
        outcome: outcome === 'PENDING' ? null : outcome,
      };
    });
  }

  @Mutation(() => GenerationPayloadType, { description: 'The same recipe once more, as a generation of its own.' })
  retryGeneration(
    @Arg('input', () => GenerationIdInput) { id: globalId }: GenerationIdInput,
    @Ctx() context: RequestContext,
  ): Promise<Changed> {
    return withUserErrors(NOTHING, async () => {
      const { id } = await requireGeneration(context, globalId);
      return { generation: await retryGeneration(context.database, id), outcome: null };
    });
  }
}

/** As it is now, and of the caller's studio. */
async function requireGeneration({ database, studioId }: RequestContext, globalId: string): Promise<Generation> {
  const { id } = requireGlobalId(globalId, ['Generation'], 'id');
  const found = (await loadGenerations(database, studioId, [id])).get(id);
  if (found) return found;
  throw notOfThisStudio('a generation');
}
