import { importPoses, type ImportReport } from '@contrapposto/platform';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { withUserErrors } from '../errors/to-user-error.js';
import { requireGlobalId } from '../global-id.js';
import type { RequestContext } from '../request-context.js';
import { ImportPosesInput, ImportPosesPayloadType } from '../schema/import.js';
import { said } from './inputs.js';

@Resolver()
export class ImportResolver {
  @Mutation(() => ImportPosesPayloadType, {
    description: 'Takes the poses of an upload into a library, and tells of each that it refused.',
  })
  importPoses(
    @Arg('input', () => ImportPosesInput) { libraryId: library, uploadId: upload, ...input }: ImportPosesInput,
    @Ctx() { database, storage, studioId }: RequestContext,
  ): Promise<{ report: ImportReport | null }> {
    return withUserErrors<{ report: ImportReport | null }>({ report: null }, async () => {
      const { id: libraryId } = requireGlobalId(library, ['PoseLibrary'], 'libraryId');
      const { id: uploadId } = requireGlobalId(upload, ['Upload'], 'uploadId');
      return { report: await importPoses(database, storage, { ...said(input), studioId, libraryId, uploadId }) };
    });
  }
}
