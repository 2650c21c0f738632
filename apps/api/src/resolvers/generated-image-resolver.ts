import type { GeneratedImage, GenerationEvent } from '@contrapposto/platform';
import { Arg, FieldResolver, ID, Int, Resolver, Root } from 'type-graphql';
import { UserMistake } from '../errors/user-mistake.js';
import { toGlobalId } from '../global-id.js';
import { isThumbnailSize, THUMBNAIL_SIZES } from '../http/thumbnail-sizes.js';
import { GeneratedImageType } from '../schema/generated-image.js';
import { GenerationEventType } from '../schema/generation-event.js';

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
    const chosen = size ?? 256;
    if (isThumbnailSize(chosen)) return `/files/${sha256}?size=${chosen}`;
    throw new UserMistake(
      'INVALID_INPUT',
      { expected: `one of ${THUMBNAIL_SIZES.join(', ')}`, got: String(chosen), where: 'size' },
      'size',
    );
  }
}

@Resolver(() => GenerationEventType)
export class GenerationEventResolver {
  @FieldResolver(() => ID)
  generationId(@Root() { generationId }: GenerationEvent): string {
    return toGlobalId('Generation', generationId);
  }
}
