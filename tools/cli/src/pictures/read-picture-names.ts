import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { isLabelled, openPoseStream, type Pose } from '@contrapposto/pose';
import { toInputError } from '../files/read-input.js';

/**
 * The names of the pictures that a file of annotations has people in, as the service makes keys of them: with their folders, and no way out of these.
 *
 * @throws CliError INPUT_UNREADABLE; PoseError
 */
export async function readPictureNames(file: string): Promise<string[]> {
  const { size } = await stat(file).catch((error: unknown) => {
    throw toInputError(file, 'annotations', error);
  });
  const open = (start: number, end: number) => createReadStream(file, { start, end: end - 1 });
  const names = new Set<string>();
  const stream = await openPoseStream({ size, open }, { fileName: path.basename(file) });
  for await (const pose of stream.readPoses())
    if (pose.name !== undefined && showsSomebody(pose)) names.add(toKey(pose.name));
  return [...names];
}

function showsSomebody({ people }: Pose): boolean {
  return people.some(({ keypoints }) => keypoints.some((joint) => isLabelled(joint)));
}

function toKey(name: string): string {
  return name
    .split(/[\\/]+/)
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .join('/');
}
