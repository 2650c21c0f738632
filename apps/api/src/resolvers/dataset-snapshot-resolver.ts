import type { Dataset, DatasetSample, DatasetSnapshot, PoseVersion } from '@contrapposto/platform';
import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../request-context.js';
import { Connection } from '../schema/connection.js';
import {
  DatasetSampleConnection,
  DatasetSampleType,
  DatasetSnapshotType,
  DatasetType,
  SceneCountType,
  SplitCountType,
} from '../schema/dataset.js';
import { PageArgs } from '../schema/page.js';
import { PoseVersionType } from '../schema/pose.js';
import { type SamplePicture, SamplePictureType } from '../schema/sample-picture.js';
import { said, toPageRequest } from './inputs.js';

@Resolver(() => DatasetSnapshotType)
export class DatasetSnapshotResolver {
  @FieldResolver(() => DatasetType)
  dataset(@Root() { datasetId }: DatasetSnapshot, @Ctx() { loaders }: RequestContext): Promise<Dataset | undefined> {
    return loaders.dataset.load(datasetId);
  }

  @FieldResolver(() => [SplitCountType], { complexity: 3 })
  async splits(
    @Root() { id }: DatasetSnapshot,
    @Ctx() { loaders }: RequestContext,
  ): Promise<{ split: string; sampleCount: number }[]> {
    const counts = (await loaders.splitCounts.load(id)) ?? [];
    return counts.map(({ value, count }) => ({ split: value!, sampleCount: count }));
  }

  @FieldResolver(() => [SceneCountType], { complexity: 20 })
  async scenes(
    @Root() { id }: DatasetSnapshot,
    @Ctx() { loaders }: RequestContext,
  ): Promise<{ scene: string | null; sampleCount: number }[]> {
    const counts = (await loaders.sceneCounts.load(id)) ?? [];
    return counts.map(({ value, count }) => ({ scene: value, sampleCount: count }));
  }

  @FieldResolver(() => DatasetSampleConnection, { description: 'In the order of keys.' })
  async samples(
    @Root() { id }: DatasetSnapshot,
    @Arg('split', () => String, { nullable: true }) split: string | null,
    @Arg('scene', () => String, { nullable: true }) scene: string | null,
    @Args() page: PageArgs,
    @Ctx() { loaders }: RequestContext,
  ): Promise<Connection<DatasetSample>> {
    const filter = said({ split, scene });
    const found = await loaders.samplesOf({ filter, page: toPageRequest(page) }).load(id);
    return new Connection(found!, async () => (await loaders.sampleCount(filter).load(id)) ?? 0);
  }
}

@Resolver(() => DatasetSampleType)
export class DatasetSampleResolver {
  @FieldResolver(() => PoseVersionType, { nullable: true, description: 'That the pose was taken from.' })
  poseVersion(
    @Root() { poseVersionId }: DatasetSample,
    @Ctx() { loaders }: RequestContext,
  ): Promise<PoseVersion | undefined> | null {
    return poseVersionId === null ? null : loaders.poseVersion.load(poseVersionId);
  }

  @FieldResolver(() => SamplePictureType, { nullable: true })
  picture(@Root() { sha256 }: DatasetSample): SamplePicture | null {
    return sha256 === null ? null : { sha256, width: null, height: null };
  }
}
