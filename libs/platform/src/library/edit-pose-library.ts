import type { Database } from '../database/database.js';
import type { ArchiveInput } from './fields.js';
import { archiveNamed, type NamedThings } from './named-things.js';
import { loadPoseLibraries, type PoseLibrary } from './pose-libraries.js';
import { createOnTerms, type CreateOnTermsInput, updateOnTerms, type UpdateOnTermsInput } from './things-on-terms.js';

export type CreatePoseLibraryInput = CreateOnTermsInput;
export type UpdatePoseLibraryInput = UpdateOnTermsInput;

const LIBRARIES: NamedThings<PoseLibrary> = {
  kind: 'pose library',
  called: 'library',
  table: 'pose_libraries',
  load: loadPoseLibraries,
};

/** @throws PlatformError INVALID_INPUT, ALREADY_EXISTS */
export function createPoseLibrary(database: Database, input: CreatePoseLibraryInput): Promise<PoseLibrary> {
  return createOnTerms(database, LIBRARIES, input, 'createPoseLibrary');
}

/** @throws PlatformError INVALID_INPUT, NOT_FOUND, STALE_REVISION, ARCHIVED, ALREADY_EXISTS */
export function updatePoseLibrary(database: Database, input: UpdatePoseLibraryInput): Promise<PoseLibrary> {
  return updateOnTerms(database, LIBRARIES, input, 'updatePoseLibrary');
}

/** Puts a library into the archive, or takes it out. Its poses go out of sight with it, and are not changed. See archiveNamed. */
export function archivePoseLibrary(database: Database, input: ArchiveInput): Promise<PoseLibrary> {
  return archiveNamed(database, LIBRARIES, input, 'archivePoseLibrary');
}
