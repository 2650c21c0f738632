import { isLabelled, messageOf, type ParsedPoseFile, type PersonPose, type Pose } from '@contrapposto/pose';
import { Tags } from '../library/fields.js';
import { formatPoseData, PoseData } from '../library/pose-data.js';
import { type ImportProblem, toImportProblem } from './import-report.js';

/** A pose as it goes into the library. */
export interface PickedPose {
  readonly name: string;
  readonly tags: readonly string[];
  /** The pose of libs/pose, as JSON. */
  readonly json: string;
  /** Where it stands in the file, for reports. */
  readonly record: string;
  /** Something of it was left out or repaired. */
  readonly changed: boolean;
}

export interface Picking {
  readonly picked: readonly PickedPose[];
  /** Pictures of the file that gave no pose. */
  readonly refused: number;
  readonly problems: readonly ImportProblem[];
  readonly problemCount: number;
}

/** Problems that are told one by one; more are only counted. */
export const PROBLEM_LIMIT = 1000;

/**
 * Takes what is good of a file, and says what became of the rest. An image's `tags`, a list of words beside COCO's own fields, become the
 * pose's. Names are the file's, and may come twice.
 */
export function pickPoses(parsed: ParsedPoseFile): Picking {
  const problems = parsed.problems.map(toImportProblem);
  const repaired = new Set(parsed.problems.map(({ imageId }) => imageId).filter((id) => id !== null));
  const picked: PickedPose[] = [];
  for (const pose of parsed.poses) {
    const found: ImportProblem[] = [];
    const one = pickPose(pose, found);
    if (one) picked.push({ ...one, changed: found.length > 0 || repaired.has(pose.id ?? '') });
    problems.push(...found);
  }
  return {
    picked,
    refused: parsed.poses.length - picked.length + countLostImages(parsed),
    problems: problems.slice(0, PROBLEM_LIMIT),
    problemCount: parsed.problemCount + problems.length - parsed.problems.length,
  };
}

/** Images that the reader could make nothing of: each may have several problems. */
function countLostImages({ poses, problems }: ParsedPoseFile): number {
  const read = new Set(poses.map(({ id }) => id));
  const lost = problems.filter(
    ({ record, id, code }) => record === 'image' && (id === null || !read.has(id) || code === 'DUPLICATE_ID'),
  );
  return new Set(lost.map(({ index }) => index)).size;
}

/** Null, with an ERROR among the problems, where it cannot be kept. */
function pickPose(pose: Pose, found: ImportProblem[]): Omit<PickedPose, 'changed'> | null {
  const record = `image ${pose.id ?? ''}`.trimEnd();
  const report = (severity: ImportProblem['severity'], field: string | null, message: string) =>
    found.push({ severity, record, field, message: `${message} (${record}).` });
  const people = pose.people.filter(canBeDrawn);
  if (people.length === 0) {
    report('ERROR', 'people', 'Expected somebody with a labelled joint, got nobody');
    return null;
  }
  if (people.length < pose.people.length)
    report('WARNING', 'people', `${pose.people.length - people.length} crowds or people without joints were left out`);
  const { tags, data } = takeTags({ ...pose, people }, () => report('WARNING', 'tags', 'Expected words, left out'));
  const json = toStorable(data, (field, message) => report('ERROR', field, message));
  return json === null ? null : { name: nameOf(pose), tags, json, record };
}

function canBeDrawn({ crowd, keypoints }: PersonPose): boolean {
  return !crowd && keypoints.some((keypoint) => isLabelled(keypoint));
}

function takeTags(pose: Pose, refuse: () => void): { tags: readonly string[]; data: Pose } {
  if (pose.extra?.tags === undefined) return { tags: [], data: pose };
  const { tags, ...extra } = pose.extra;
  const parsed = Tags.safeParse(tags);
  if (!parsed.success) refuse();
  return { tags: parsed.data ?? [], data: { ...pose, extra } };
}

function toStorable(pose: Pose, refuse: (field: string, message: string) => void): string | null {
  const { success, error } = PoseData.safeParse(pose);
  if (!success) {
    refuse(error.issues[0]!.path.join('.'), error.issues[0]!.message);
    return null;
  }
  try {
    return formatPoseData(pose, 'importPoses');
  } catch (cause) {
    refuse('data', messageOf(cause));
    return null;
  }
}

/** The picture's name without folder and extension, else its id. */
function nameOf({ id, name }: Pose): string {
  const base = (name ?? '').replace(/^.*[\\/]/, '').replace(/\.(jpe?g|png|webp|gif|bmp|tiff?)$/i, '');
  return base.replaceAll('\0', '').trim() || `Pose ${id ?? ''}`.trimEnd();
}
