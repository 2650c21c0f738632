import type { GeneratedImage, GenerationEvent } from '@contrapposto/platform';
import { Arg, FieldResolver, ID, Int, Resolver, Root } from 'type-graphql';
import { toGlobalId } from '../global-id.js';
import { GeneratedImageType } from '../schema/generated-image.js';
import { GenerationEventType } from '../schema/generation-event.js';
import { toThumbnailUrl } from './thumbnail-url.js';

@Resolver(() => GeneratedImageType)
export class GeneratedImageResolver {
  @FieldResolver(() => ID)
  id(@Root() { id }: GeneratedImage): string {
    return toGlobalId('GeneratedImage', id);
  }

  @FieldResolver(() => String, { description: 'Its bytes, for ever: the address holds their hash.' })
  url(@Root() { sha256, kind }: GeneratedImage): string {
    return `/files/${sha256}/${kind.toLowerCase()}.png`;
  }

  @FieldResolver(() => String, {
    description: 'Scaled down by the server; the longest side is 64, 128, 256 or 512 pixels.',
  })
  thumbnailUrl(
    @Root() { sha256 }: GeneratedImage,
    @Arg('size', () => Int, { nullable: true, defaultValue: 256 }) size: number | null,
  ): string {
    return toThumbnailUrl(sha256, size);
  }
}

@Resolver(() => GenerationEventType)
export class GenerationEventResolver {
  @FieldResolver(() => ID)
  generationId(@Root() { generationId }: GenerationEvent): string {
    return toGlobalId('Generation', generationId);
  }
}
