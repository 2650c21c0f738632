import type { Prompt, PromptVersion } from '@contrapposto/platform';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../request-context.js';
import { PromptType, PromptVersionType } from '../schema/prompt.js';

@Resolver(() => PromptVersionType)
export class PromptVersionResolver {
  @FieldResolver(() => PromptType)
  prompt(@Root() { promptId }: PromptVersion, @Ctx() { loaders }: RequestContext): Promise<Prompt | undefined> {
    return loaders.prompt.load(promptId);
  }
}
