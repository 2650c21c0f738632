import { Arg, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { SamplePictureType } from '../schema/sample-picture.js';
import { toThumbnailUrl } from './thumbnail-url.js';

@Resolver(() => SamplePictureType)
export class SamplePictureResolver {
  @FieldResolver(() => String, { description: 'Its bytes, for ever: the address holds their hash.' })
  url(@Root() { sha256 }: SamplePictureType): string {
    return `/files/${sha256}`;
  }

  @FieldResolver(() => String, {
    description: 'Scaled down by the server; the longest side is 64, 128, 256 or 512 pixels.',
  })
  thumbnailUrl(
    @Root() { sha256 }: SamplePictureType,
    @Arg('size', () => Int, { nullable: true, defaultValue: 256 }) size: number | null,
  ): string {
    return toThumbnailUrl(sha256, size);
  }
}
