import type { ImportProblem } from './import-report.js';
import type { PickedPose } from './pick-poses.js';
import type { UniqueNames } from './unique-names.js';

/** Gives each pose a name that the library does not have yet, and tells where that is not the file's. */
export function namePoses(
  picked: readonly PickedPose[],
  names: UniqueNames,
): { poses: readonly PickedPose[]; renamed: readonly ImportProblem[] } {
  const renamed: ImportProblem[] = [];
  const poses = picked.map((pose): PickedPose => {
    const name = names.take(pose.name);
    if (name === pose.name) return pose;
    renamed.push(reportName(pose, name));
    return { ...pose, name, changed: true };
  });
  return { poses, renamed };
}

function reportName({ record, name: wanted }: PickedPose, name: string): ImportProblem {
  const message = `The name ${JSON.stringify(wanted)} became ${JSON.stringify(name)} (${record}).`;
  return { severity: 'WARNING', record, field: 'file_name', message };
}
