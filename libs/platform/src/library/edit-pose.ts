import { z } from 'zod';
import type { Database, Transaction } from '../database/database.js';
import { parseInput } from '../parse-input.js';
import { Archive, type ArchiveInput, EDIT, mentioned, Name, Tags } from './fields.js';
import { type LicenceTerms, TERMS } from './licence-terms.js';
import { archived as isArchived, lockForEdit, notFound } from './lock-for-edit.js';
import { formatPoseData, PoseData } from './pose-data.js';
import { assertPoseVersions, insertParts } from './pose-parts.js';
import { loadPoses, type Pose } from './poses.js';

/** What is left out, a pose has as its library. */
const OWN_TERMS = z.object(TERMS).partial().shape;

const CreatePose = z.strictObject({
  studioId: z.uuid(),
  libraryId: z.uuid(),
  name: Name,
  tags: Tags.default([]),
  data: PoseData,
  createdBy: z.uuid().optional(),
  ...OWN_TERMS,
});
const UpdatePose = z.strictObject({
  ...EDIT,
  name: Name.optional(),
  tags: Tags.optional(),
  /** Where it differs from the current version, it becomes a new one. */
  data: PoseData.optional(),
  /** Versions of other poses that went into it: they bring their terms along. */
  partIds: z.array(z.uuid()).max(20).default([]),
  createdBy: z.uuid().optional(),
  ...OWN_TERMS,
});

export type CreatePoseInput = z.input<typeof CreatePose>;
/** What is left out stays as it is. */
export type UpdatePoseInput = z.input<typeof UpdatePose>;

/** @throws PlatformError INVALID_INPUT; NOT_FOUND, ARCHIVED about the library */
export async function createPose(database: Database, input: CreatePoseInput): Promise<Pose> {
  const { studioId, libraryId, name, tags, data, ...rest } = parseInput(CreatePose, input, 'createPose');
  const { createdBy = null, ...terms } = rest;
  const json = formatPoseData(data, 'createPose');
  return database.transaction(async (tx) => {
    await lockLibrary(tx, studioId, libraryId, 'share');
    const { rows } = await tx.query<{ id: string }>(
      `insert into poses (library_id, name, tags, licence, commercial_use, attribution, source, author, current_version)
       values ($1, $2, $3, $4, $5, $6, $7, $8, 1) returning id`,
      [libraryId, name, tags, ...listTerms({ ...NO_TERMS, ...mentioned(terms) })],
    );
    const { id } = rows[0]!;
    await tx.query('insert into pose_versions (pose_id, version, pose, created_by) values ($1, 1, $2, $3)', [
      id,
      json,
      createdBy,
    ]);
    return (await loadPoses(tx, studioId, [id])).get(id)!;
  });
}

/** @throws PlatformError INVALID_INPUT, NOT_FOUND, STALE_REVISION, ARCHIVED */
export async function updatePose(database: Database, input: UpdatePoseInput): Promise<Pose> {
  const {
    studioId,
    id,
    revision,
    data,
    partIds,
    createdBy = null,
    ...changes
  } = parseInput(UpdatePose, input, 'updatePose');
  const json = data && formatPoseData(data, 'updatePose');
  return database.transaction(async (tx) => {
    await lockForEdit(tx, 'pose', { studioId, id, revision });
    const current = (await loadPoses(tx, studioId, [id])).get(id)!;
    const { name, tags, ...terms } = { ...current, ...mentioned(changes) };
    await assertPoseVersions(tx, studioId, partIds);
    const versionId = json === undefined ? null : await writeVersion(tx, id, json, createdBy);
    if (versionId !== null) await insertParts(tx, versionId, current.currentVersionId, partIds);
    await tx.query(
      `update poses set name = $2, tags = $3, licence = $4, commercial_use = $5, attribution = $6, source = $7, author = $8,
         revision = revision + 1, updated_at = now(),
         current_version = (select max(version) from pose_versions where pose_id = $1) where id = $1`,
      [id, name, tags, ...listTerms(terms)],
    );
    return (await loadPoses(tx, studioId, [id])).get(id)!;
  });
}

/** @throws PlatformError INVALID_INPUT, NOT_FOUND, STALE_REVISION */
export async function archivePose(database: Database, input: ArchiveInput): Promise<Pose> {
  const { studioId, id, revision, archived } = parseInput(Archive, input, 'archivePose');
  return database.transaction(async (tx) => {
    await lockForEdit(tx, 'pose', { studioId, id, revision }, { evenArchived: true });
    await tx.query(
      `update poses set archived_at = case when $2 then coalesce(archived_at, now()) end, revision = revision + 1, updated_at = now()
       where id = $1`,
      [id, archived],
    );
    return (await loadPoses(tx, studioId, [id])).get(id)!;
  });
}

const NO_TERMS: LicenceTerms = { licence: null, commercialUse: null, attribution: null, source: null, author: null };

/** In the order in which the statements above name them. */
function listTerms({ licence, commercialUse, attribution, source, author }: LicenceTerms): readonly unknown[] {
  return [licence, commercialUse, attribution, source, author];
}

/**
 * `share`: the library stays as it is until the transaction ends. `key share`: it only stays.
 *
 * @throws PlatformError NOT_FOUND, ARCHIVED
 */
export async function lockLibrary(
  tx: Transaction,
  studioId: string,
  id: string,
  lock: 'share' | 'key share',
): Promise<void> {
  const { rows } = await tx.query<{ archivedAt: Date | null }>(
    `select archived_at as "archivedAt" from pose_libraries where studio_id = $1 and id = $2 for ${lock}`,
    [studioId, id],
  );
  if (!rows[0]) throw notFound('pose library', id, 'libraryId');
  if (rows[0].archivedAt) throw isArchived('pose library', id, 'libraryId');
}

/** Null where the current version is the same: numbers in JSON are equal whatever their notation. */
async function writeVersion(
  tx: Transaction,
  poseId: string,
  json: string,
  createdBy: string | null,
): Promise<string | null> {
  const { rows } = await tx.query<{ id: string }>(
    `insert into pose_versions (pose_id, version, pose, created_by)
     select p.id, p.current_version + 1, $2, $3 from poses p join pose_versions v on v.pose_id = p.id and v.version = p.current_version
     where p.id = $1 and v.pose <> $2::jsonb returning id`,
    [poseId, json, createdBy],
  );
  return rows[0]?.id ?? null;
}
