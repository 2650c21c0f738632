import { Ctx, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../request-context.js';
import { ViewerType } from '../schema/studio.js';
import { loadStudio, type Studio } from '../studios.js';

@Resolver()
export class ViewerResolver {
  @Query(() => ViewerType)
  async viewer(@Ctx() context: RequestContext): Promise<{ studio: Studio | null }> {
    return { studio: await loadStudio(context) };
  }
}
