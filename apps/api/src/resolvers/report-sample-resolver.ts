import type { Generation } from '@contrapposto/platform';
import type { Pose } from '@contrapposto/pose';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { PresentedSample } from '../reports/present-sample.js';
import type { RequestContext } from '../request-context.js';
import { GenerationType } from '../schema/generation.js';
import { PoseData } from '../schema/pose-data.js';
import { ReportSampleType } from '../schema/report-sample.js';
import { type SamplePicture, SamplePictureType } from '../schema/sample-picture.js';

@Resolver(() => ReportSampleType)
export class ReportSampleResolver {
  @FieldResolver(() => PoseData, {
    nullable: true,
    description: 'The people read back from the picture, on its canvas.',
  })
  found(@Root() { found }: PresentedSample): Pose | null {
    return found;
  }

  @FieldResolver(() => SamplePictureType, { nullable: true, description: 'That is judged.' })
  picture(@Root() { pictureSha256: sha256, width, height }: PresentedSample): SamplePicture | null {
    return sha256 === null ? null : { sha256, width, height };
  }

  @FieldResolver(() => SamplePictureType, { nullable: true, description: "The snapshot's own." })
  reference(@Root() { referenceSha256: sha256 }: PresentedSample): SamplePicture | null {
    return sha256 === null ? null : { sha256, width: null, height: null };
  }

  @FieldResolver(() => GenerationType, { nullable: true })
  generation(
    @Root() { generationId }: PresentedSample,
    @Ctx() { loaders }: RequestContext,
  ): Promise<Generation | undefined> | null {
    return generationId === null ? null : loaders.generation.load(generationId);
  }
}
