import { importPoses, type ImportReport } from '@contrapposto/platform';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { withUserErrors } from '../errors/to-user-error.js';
import { UserMistake } from '../errors/user-mistake.js';
import { requireGlobalId } from '../global-id.js';
import type { RequestContext } from '../request-context.js';
import { ImportPosesInput, ImportPosesPayloadType } from '../schema/import.js';
import { said } from './inputs.js';

function toCanvas(width: number | null | undefined, height: number | null | undefined) {
  if (width && height) return { canvas: { width, height } };
  if (!width && !height) return {};
  const field = width ? 'height' : 'width';
  throw new UserMistake('INVALID_INPUT', { expected: 'width and height', got: 'one of them', where: field }, field);
}

@Resolver()
export class ImportResolver {
  @Mutation(() => ImportPosesPayloadType, {
    description: 'Takes the poses of an upload into a library, and tells of each that it refused.',
  })
  importPoses(
    @Arg('input', () => ImportPosesInput)
    { libraryId: library, uploadId: upload, width, height, ...input }: ImportPosesInput,
    @Ctx() { database, storage, studioId }: RequestContext,
  ): Promise<{ report: ImportReport | null }> {
    return withUserErrors<{ report: ImportReport | null }>({ report: null }, async () => {
      const { id: libraryId } = requireGlobalId(library, ['PoseLibrary'], 'libraryId');
      const { id: uploadId } = requireGlobalId(upload, ['Upload'], 'uploadId');
      const request = { ...said(input), ...toCanvas(width, height), studioId, libraryId, uploadId };
      return { report: await importPoses(database, storage, request) };
    });
  }
}
