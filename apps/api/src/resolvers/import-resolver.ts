import {
  cancelImport,
  importPoses,
  type ImportPosesInput as ImportRequest,
  type ImportReport,
  type KeptImportReport,
  type Pose,
  type PoseImport,
} from '@contrapposto/platform';
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { isUserErrorCode, withUserErrors } from '../errors/to-user-error.js';
import { UserMistake } from '../errors/user-mistake.js';
import { requireGlobalId } from '../global-id.js';
import type { RequestContext } from '../request-context.js';
import {
  CancelImportInput,
  ImportPosesInput,
  ImportPosesPayloadType,
  ImportReportType,
  PoseImportPayloadType,
  PoseImportType,
} from '../schema/import.js';
import { PoseType } from '../schema/pose.js';
import { type UserError, UserErrorType } from '../schema/user-error.js';
import { said } from './inputs.js';

function toCanvas(width: number | null | undefined, height: number | null | undefined) {
  if (width && height) return { canvas: { width, height } };
  if (!width && !height) return {};
  const field = width ? 'height' : 'width';
  throw new UserMistake('INVALID_INPUT', { expected: 'width and height', got: 'one of them', where: field }, field);
}

type Started = Pick<PoseImport, 'id'>;

/** The platform's request for an input. */
function toRequest(
  { libraryId: library, uploadId: upload, width, height, ...input }: ImportPosesInput,
  studioId: string,
): ImportRequest {
  const { id: libraryId } = requireGlobalId(library, ['PoseLibrary'], 'libraryId');
  const { id: uploadId } = requireGlobalId(upload, ['Upload'], 'uploadId');
  return { ...said(input), ...toCanvas(width, height), studioId, libraryId, uploadId };
}

@Resolver()
export class ImportResolver {
  @Mutation(() => ImportPosesPayloadType, {
    description: 'Takes the poses of an upload into a library, and tells of each that it refused.',
  })
  importPoses(
    @Arg('input', () => ImportPosesInput) input: ImportPosesInput,
    @Ctx() { database, storage, studioId }: RequestContext,
  ): Promise<{ report: ImportReport | null }> {
    return withUserErrors<{ report: ImportReport | null }>({ report: null }, async () => ({
      report: await importPoses(database, storage, toRequest(input, studioId)),
    }));
  }

  @Mutation(() => PoseImportPayloadType, {
    description:
      'Begins what importPoses does, for files that take longer than a request may: node(id) says how far it is.',
  })
  startImport(
    @Arg('input', () => ImportPosesInput) input: ImportPosesInput,
    @Ctx() { imports, studioId }: RequestContext,
  ): Promise<{ import: Started | null }> {
    return withUserErrors<{ import: Started | null }>({ import: null }, async () => ({
      import: await imports.start(toRequest(input, studioId)),
    }));
  }

  @Mutation(() => PoseImportPayloadType, { description: 'Nothing of it is written, unless it was faster.' })
  cancelImport(
    @Arg('input', () => CancelImportInput) { id: globalId }: CancelImportInput,
    @Ctx() { database, studioId }: RequestContext,
  ): Promise<{ import: Started | null }> {
    return withUserErrors<{ import: Started | null }>({ import: null }, async () => {
      const { id } = requireGlobalId(globalId, ['PoseImport'], 'id');
      return { import: await cancelImport(database, studioId, id) };
    });
  }
}

@Resolver(() => PoseImportType)
export class PoseImportResolver {
  @FieldResolver(() => UserErrorType, { nullable: true })
  failure(@Root() { failure }: PoseImport): UserError | null {
    if (!failure) return null;
    const { code, field, message } = failure;
    const known = isUserErrorCode(code) ? code : 'IMPORT_INTERRUPTED';
    return { code: known, field: field === null ? null : `input.${field}`, message };
  }
}

@Resolver(() => ImportReportType)
export class ImportReportResolver {
  /** A report that was kept has the ids alone. */
  @FieldResolver(() => [PoseType])
  async poses(@Root() report: ImportReport | KeptImportReport, @Ctx() { loaders }: RequestContext): Promise<Pose[]> {
    if ('poses' in report) return [...report.poses];
    const poses = await Promise.all(report.poseIds.map((id) => loaders.pose.load(id)));
    return poses.filter((pose) => pose !== undefined);
  }
}
