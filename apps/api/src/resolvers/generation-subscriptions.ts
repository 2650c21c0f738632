import { followEvents, followGenerations, type Generation, type GenerationEvent } from '@contrapposto/platform';
import { Arg, ID, Int, Resolver, Root, Subscription } from 'type-graphql';
import { notOfThisStudio } from '../errors/not-of-this-studio.js';
import { requireGlobalId } from '../global-id.js';
import type { RequestContext } from '../request-context.js';
import { GenerationEventType } from '../schema/generation-event.js';
import { GenerationFilterInput, GenerationType } from '../schema/generation.js';
import { toGenerationFilter } from './generation-filter.js';

interface Subscribed<Args> {
  readonly args: Args;
  readonly context: RequestContext;
}

@Resolver()
export class GenerationSubscriptions {
  @Subscription(() => GenerationEventType, {
    description: 'Replays the events after a number, then follows; completes after the terminal event.',
    subscribe: followOne,
  })
  generationEvents(
    @Root() event: GenerationEvent,
    @Arg('id', () => ID) _id: string,
    @Arg('after', () => Int, { nullable: true, defaultValue: 0 }) _after: number | null,
  ): GenerationEvent {
    return event;
  }

  @Subscription(() => GenerationType, {
    description: 'A generation whenever its state changes, or it is created.',
    subscribe: followMany,
  })
  generations(
    @Root() generation: Generation,
    @Arg('filter', () => GenerationFilterInput, { nullable: true }) _filter: GenerationFilterInput | null,
  ): Generation {
    return generation;
  }
}

async function followOne({ args, context }: Subscribed<{ id: string; after?: number | null }>) {
  const { id } = requireGlobalId(args.id, ['Generation'], 'id');
  if (!(await context.loaders.generation.load(id))) throw notOfThisStudio('a generation');
  const { database, listener, signal } = context;
  return followEvents(database, listener, id, { after: args.after ?? 0, signal });
}

function followMany({ args, context }: Subscribed<{ filter?: GenerationFilterInput | null }>) {
  const { database, listener, studioId, signal } = context;
  return followGenerations(database, listener, studioId, { filter: toGenerationFilter(args.filter), signal });
}
