import type { LicenceNotice } from '@contrapposto/platform';
import { FieldResolver, ID, Resolver, Root } from 'type-graphql';
import { toGlobalId } from '../global-id.js';
import { LicenceNoticeType } from '../schema/licence.js';

@Resolver(() => LicenceNoticeType)
export class LicenceNoticeResolver {
  @FieldResolver(() => ID, { nullable: true, description: 'Of a pose that is in a library.' })
  poseVersionId(@Root() { poseVersionId }: LicenceNotice): string | null {
    return poseVersionId && toGlobalId('PoseVersion', poseVersionId);
  }

  @FieldResolver(() => [String])
  partOf(@Root() { partOf = [] }: LicenceNotice): readonly string[] {
    return partOf;
  }
}
