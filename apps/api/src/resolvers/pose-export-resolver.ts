import {
  countPoseExports,
  EXPORT_LIMIT,
  type ExportedFile,
  type ExportFormat,
  exportPoses,
  listPoseExports,
  type PoseExport,
} from '@contrapposto/platform';
import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { withUserErrors } from '../errors/to-user-error.js';
import { UserMistake } from '../errors/user-mistake.js';
import { resolvePoseVersion } from '../generations/resolve-request.js';
import type { RequestContext } from '../request-context.js';
import { Connection } from '../schema/connection.js';
import { PageArgs } from '../schema/page.js';
import {
  ExportedFileType,
  ExportPosesInput,
  ExportPosesPayloadType,
  PoseExportConnection,
  PoseExportType,
} from '../schema/pose-export.js';
import { author, said, toPageRequest } from './inputs.js';

interface Payload {
  readonly export: PoseExport | null;
}

/** The platform's names of what the input calls otherwise. */
const NAMES = { poseVersionIds: 'poseIds' };

@Resolver(() => PoseExportType)
export class PoseExportResolver {
  @Query(() => PoseExportConnection, { description: 'The latest first.' })
  async poseExports(
    @Args() page: PageArgs,
    @Ctx() { database, studioId }: RequestContext,
  ): Promise<Connection<PoseExport>> {
    const found = await listPoseExports(database, studioId, toPageRequest(page));
    return new Connection(found, () => countPoseExports(database, studioId));
  }

  @Mutation(() => ExportPosesPayloadType, {
    description: 'Writes poses in a format, with their licences beside them, to files that can then be downloaded.',
  })
  exportPoses(
    @Arg('input', () => ExportPosesInput) { poseIds, format, ...input }: ExportPosesInput,
    @Ctx() context: RequestContext,
  ): Promise<Payload> {
    const { database, storage, studioId } = context;
    const work = async () => {
      const poseVersionIds = await resolveVersions(context, poseIds);
      const request = { ...said<Omit<ExportPosesInput, 'poseIds' | 'format'>>(input), ...author(context), studioId };
      return {
        export: await exportPoses(database, storage, { ...request, poseVersionIds, format: format as ExportFormat }),
      };
    };
    return withUserErrors<Payload>({ export: null }, work, NAMES);
  }
}

@Resolver(() => ExportedFileType)
export class ExportedFileResolver {
  @FieldResolver(() => String, { description: 'Its bytes, for ever: the address holds their hash.' })
  url(@Root() { sha256, fileName }: ExportedFile): string {
    return `/files/${sha256}/${encodeURIComponent(fileName)}`;
  }
}

async function resolveVersions(context: RequestContext, poseIds: readonly string[]): Promise<string[]> {
  if (poseIds.length > EXPORT_LIMIT)
    throw new UserMistake(
      'TOO_MANY',
      { expected: `at most ${EXPORT_LIMIT} poses`, got: String(poseIds.length), where: 'poseIds' },
      'poseIds',
    );
  return Promise.all(poseIds.map((id, index) => resolvePoseVersion(context, id, `poseIds.${index}`)));
}
