import {
  archiveDataset,
  countDatasets,
  createDataset,
  createPoseSetSnapshot,
  type Dataset,
  type DatasetImportReport,
  type DatasetSnapshot,
  importDataset,
  type ImportDatasetInput,
  listDatasets,
  updateDataset,
} from '@contrapposto/platform';
import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { withUserErrors } from '../errors/to-user-error.js';
import { requireGlobalId } from '../global-id.js';
import type { RequestContext } from '../request-context.js';
import { ArchiveInput } from '../schema/archive-input.js';
import { Connection } from '../schema/connection.js';
import { DatasetConnection, DatasetFilterInput, DatasetSnapshotType, DatasetType } from '../schema/dataset.js';
import {
  CreateDatasetInput,
  CreateDatasetSnapshotInput,
  CreateDatasetSnapshotPayloadType,
  CreatePoseSetInput,
  CreatePoseSetPayloadType,
  DatasetPayloadType,
  UpdateDatasetInput,
} from '../schema/dataset-inputs.js';
import { PageArgs } from '../schema/page.js';
import { author, said, toArchive, toPageRequest, toTermsEdit } from './inputs.js';

interface Payload {
  readonly dataset: Dataset | null;
}

const NOTHING: Payload = { dataset: null };

interface Frozen {
  readonly snapshot: DatasetSnapshot | null;
  readonly created: boolean;
}

interface Imported extends Frozen {
  readonly report: DatasetImportReport | null;
}

@Resolver(() => DatasetType)
export class DatasetResolver {
  @Query(() => DatasetConnection)
  async datasets(
    @Arg('filter', () => DatasetFilterInput, { nullable: true }) filter: DatasetFilterInput | null,
    @Args() page: PageArgs,
    @Ctx() { database, studioId }: RequestContext,
  ): Promise<Connection<Dataset>> {
    const chosen = said(filter);
    const found = await listDatasets(database, studioId, { filter: chosen, page: toPageRequest(page) });
    return new Connection(found, () => countDatasets(database, studioId, chosen));
  }

  @FieldResolver(() => DatasetSnapshotType, { nullable: true, description: 'The latest.' })
  async currentSnapshot(
    @Root() { id }: Dataset,
    @Ctx() { loaders }: RequestContext,
  ): Promise<DatasetSnapshot | undefined> {
    return (await loaders.snapshotsOf.load(id))?.[0];
  }

  @FieldResolver(() => [DatasetSnapshotType], { description: 'The latest first.' })
  async snapshots(@Root() { id }: Dataset, @Ctx() { loaders }: RequestContext): Promise<readonly DatasetSnapshot[]> {
    return (await loaders.snapshotsOf.load(id)) ?? [];
  }

  @Mutation(() => DatasetPayloadType)
  createDataset(
    @Arg('input', () => CreateDatasetInput) input: CreateDatasetInput,
    @Ctx() { database, studioId }: RequestContext,
  ): Promise<Payload> {
    return withUserErrors(NOTHING, async () => ({
      dataset: await createDataset(database, { ...said(input), studioId }),
    }));
  }

  @Mutation(() => DatasetPayloadType, { description: 'What is left out stays as it is.' })
  updateDataset(
    @Arg('input', () => UpdateDatasetInput) input: UpdateDatasetInput,
    @Ctx() { database, studioId }: RequestContext,
  ): Promise<Payload> {
    return withUserErrors(NOTHING, async () => ({
      dataset: await updateDataset(database, { ...toTermsEdit(input, 'Dataset'), studioId }),
    }));
  }

  @Mutation(() => DatasetPayloadType, { description: 'Its snapshots, and reports on them, stay.' })
  archiveDataset(
    @Arg('input', () => ArchiveInput) input: ArchiveInput,
    @Ctx() { database, studioId }: RequestContext,
  ): Promise<Payload> {
    return withUserErrors(NOTHING, async () => ({
      dataset: await archiveDataset(database, { ...toArchive(input, 'Dataset'), studioId }),
    }));
  }

  @Mutation(() => CreateDatasetSnapshotPayloadType, {
    description: 'Freezes annotations, and the pictures that they are of, as the next version of a data set.',
  })
  createDatasetSnapshot(
    @Arg('input', () => CreateDatasetSnapshotInput) input: CreateDatasetSnapshotInput,
    @Ctx() context: RequestContext,
  ): Promise<Imported> {
    const { database, storage, studioId, signal } = context;
    return withUserErrors<Imported>({ snapshot: null, created: false, report: null }, async () => {
      const request = { ...toImport(input), ...author(context) };
      return importDataset(database, storage, studioId, request, { signal });
    });
  }

  @Mutation(() => CreatePoseSetPayloadType, {
    description: 'Freezes poses that are in the studio already: the next version of the data set of that name.',
  })
  createPoseSet(
    @Arg('input', () => CreatePoseSetInput) input: CreatePoseSetInput,
    @Ctx() context: RequestContext,
  ): Promise<Frozen> {
    const { database, studioId } = context;
    return withUserErrors<Frozen>({ snapshot: null, created: false }, async () => {
      const { libraryId, collectionId, ...rest } = said<CreatePoseSetInput>(input);
      const source = {
        ...(libraryId && { libraryId: requireGlobalId(libraryId, ['PoseLibrary'], 'libraryId').id }),
        ...(collectionId && { collectionId: requireGlobalId(collectionId, ['PoseCollection'], 'collectionId').id }),
      };
      return createPoseSetSnapshot(database, studioId, { ...rest, ...source, ...author(context) });
    });
  }
}

function toImport({ datasetId, annotationsUploadId, pictures, split }: CreateDatasetSnapshotInput): ImportDatasetInput {
  return {
    datasetId: requireGlobalId(datasetId, ['Dataset'], 'datasetId').id,
    annotationsUploadId: requireGlobalId(annotationsUploadId, ['Upload'], 'annotationsUploadId').id,
    pictures: (pictures ?? []).map(({ fileName, uploadId }, index) => ({
      fileName,
      uploadId: requireGlobalId(uploadId, ['Upload'], `pictures.${index}.uploadId`).id,
    })),
    ...said({ split }),
  };
}
