import { type CocoEnvelope, parsePoseFile, selectPose, type ParsedPoseFile, type Pose } from '@contrapposto/pose';
import { readInput } from './files/read-input.js';
import type { PoseReference } from './options.js';
import type { Warning } from './result.js';

/** Reads every pose of a file. Problems in it are values, not errors: one bad record does not lose the rest. */
export async function loadPoseFile({ file }: PoseReference): Promise<ParsedPoseFile> {
  return parsePoseFile(await readInput(file, 'a pose file'), { fileName: file });
}

/** The poses that a reference means: the one with its id, or all. */
export function selectPoses({ poses }: Pick<ParsedPoseFile, 'poses'>, { id }: PoseReference): readonly Pose[] {
  return id === null ? poses : [selectPose(poses, id).pose];
}

export interface LoadedPose {
  readonly pose: Pose;
  readonly warnings: Warning[];
  /** What else a COCO file holds. */
  readonly envelope: CocoEnvelope | null;
}

/** The one pose that a reference means, and what is wrong in its file. */
export async function loadPose(reference: PoseReference): Promise<LoadedPose> {
  const parsed = await loadPoseFile(reference);
  const { pose } = selectPose(parsed.poses, reference.id ?? undefined);
  return { pose, warnings: describeProblems(parsed), envelope: parsed.envelope };
}

/** Every problem that was described, and how many more there are. */
export function describeProblems({ problems, problemCount }: ParsedPoseFile): Warning[] {
  const described = problems.map(({ code, message }) => ({ code, message }));
  const more = problemCount - problems.length;
  return more === 0
    ? described
    : [...described, { code: 'MORE_PROBLEMS', message: `${more} more problems are not shown.` }];
}
