import { PoseError } from './errors.js';
import { suggest } from './near-miss.js';
import { type Pose } from './types.js';

export interface SelectedPose {
  readonly pose: Pose;
  /** What the id named. For an annotation the pose holds that one person alone. */
  readonly matched: 'image' | 'annotation' | 'name' | 'only';
}

const SHOWN = 5;

function baseName(name: string): string {
  return name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
}

/** A file's name may be given with its folders, without them, or without the extension either. */
function namesOf(pose: Pose): string[] {
  if (pose.name === undefined) return [];
  const base = baseName(pose.name);
  return [pose.name, base, base.replace(/\.[^.]+$/, '')];
}

function selectOnly(poses: readonly Pose[]): SelectedPose {
  const [first] = poses;
  if (poses.length === 1 && first) return { pose: first, matched: 'only' };
  if (!first) throw new PoseError('POSE_NOT_FOUND', 'Expected a file with a pose, got none.');
  const examples = poses.slice(0, SHOWN).map((pose, index) => pose.id ?? pose.name ?? `at index ${index}`);
  throw new PoseError(
    'POSE_AMBIGUOUS',
    `Expected the id of one of ${poses.length} poses, got none. Choose one, such as ${examples.join(', ')}.`,
  );
}

function selectByName(poses: readonly Pose[], id: string): SelectedPose | undefined {
  for (const precision of [0, 1, 2]) {
    const found = poses.filter((pose) => namesOf(pose)[precision] === id);
    if (found.length > 1) {
      const examples = found.slice(0, SHOWN).map((pose) => `${pose.id} (${pose.name})`);
      throw new PoseError(
        'POSE_AMBIGUOUS',
        `Expected a name that one pose has, got ${JSON.stringify(id)}, which ${found.length} have. ` +
          `Use an image id: ${examples.join(', ')}.`,
      );
    }
    if (found[0]) return { pose: found[0], matched: 'name' };
  }
  return undefined;
}

/**
 * The pose that `FILE#id` means: by image id, else by annotation id (that person alone on the image's canvas), else by file
 * name, with or without folders and extension. Without an id, the file's only pose.
 * @throws PoseError POSE_NOT_FOUND with near misses; POSE_AMBIGUOUS.
 */
export function selectPose(poses: readonly Pose[], id?: string): SelectedPose {
  if (id === undefined) return selectOnly(poses);
  const byImage = poses.find((pose) => pose.id === id);
  if (byImage) return { pose: byImage, matched: 'image' };
  for (const pose of poses) {
    const person = pose.people.find((candidate) => candidate.id === id);
    if (person) return { pose: { ...pose, people: [person] }, matched: 'annotation' };
  }
  const byName = selectByName(poses, id);
  if (byName) return byName;
  const known = poses.flatMap((pose) => [
    ...(pose.id === undefined ? [] : [pose.id]),
    ...namesOf(pose).slice(0, 2),
    ...pose.people.flatMap((person) => person.id ?? []),
  ]);
  throw new PoseError(
    'POSE_NOT_FOUND',
    `Expected an image id, an annotation id or a file name of one of ${poses.length} poses, got ${JSON.stringify(id)}. ` +
      suggest(id, [...new Set(known)]),
  );
}
