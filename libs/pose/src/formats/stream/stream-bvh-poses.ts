import { PoseError } from '../../errors.js';
import { type SpatialFrame } from '../../spatial/types.js';
import { type Pose } from '../../types.js';
import { streamBvh } from '../bvh/parse-bvh.js';
import { chooseMoments, nameMoment, reportMoments, seePose, type SpatialPosesOptions } from '../read-spatial-poses.js';
import { type ByteSource } from './byte-source.js';
import { type PoseStream, type PoseStreamProgress } from './pose-stream.js';

interface Recording {
  readonly source: ByteSource;
  readonly options: SpatialPosesOptions;
  readonly maxProblems: number;
  readonly onProgress: ((progress: PoseStreamProgress) => void) | undefined;
}

/** Frames from the beginning, and how far that is. */
function readFrames({ source, options, maxProblems, onProgress }: Recording, phase: PoseStreamProgress['phase']) {
  let posesRead = 0;
  const stream = streamBvh(source.open(0, source.size), {
    fileName: options.fileName,
    limits: { maxProblems },
    onProgress: ({ bytes }) => onProgress?.({ phase, bytesRead: bytes, totalBytes: source.size, posesRead }),
  });
  return { stream, countPose: () => (posesRead += 1) };
}

async function* seeMoments(recording: Recording, moments: readonly number[]): AsyncGenerator<Pose, void, undefined> {
  const { options } = recording;
  const { stream, countPose } = readFrames(recording, 'read');
  let next = 0;
  const see = (frames: readonly SpatialFrame[]) => {
    const time = moments[next++]!;
    countPose();
    return seePose({ frames }, time, nameMoment(time, moments, options.fileName), options);
  };
  let before: SpatialFrame | undefined;
  for await (const frame of stream) {
    while (next < moments.length && moments[next]! <= frame.time) yield see(before ? [before, frame] : [frame]);
    if (next === moments.length) return;
    before = frame;
  }
  while (before && next < moments.length) yield see([before]);
}

/**
 * A BVH file of any length as poses at some of its moments, in bounded memory. It is read twice: first through, to learn how long it is
 * and what is wrong with it, then up to its last moment. The poses are those of `parsePoseFile`.
 *
 * @throws PoseError INVALID_FILE, LIMIT_EXCEEDED
 */
export async function openBvhPoses(
  source: ByteSource,
  options: SpatialPosesOptions,
  maxProblems: number,
  onProgress?: (progress: PoseStreamProgress) => void,
): Promise<PoseStream> {
  const recording = { source, options, maxProblems, onProgress };
  const { stream } = readFrames(recording, 'index');
  let frames = 0;
  let last: SpatialFrame | undefined;
  for await (const frame of stream) {
    frames++;
    last = frame;
  }
  if (!last) throw new PoseError('INVALID_FILE', `Expected at least one frame, got none (${options.fileName}).`);
  const moments = chooseMoments(0, last.time, options);
  const report = reportMoments(stream.report, frames, moments.length);
  return {
    format: 'bvh',
    envelope: null,
    problems: stream.problems,
    problemCount: () => stream.problemCount,
    report,
    readPoses: () => seeMoments(recording, moments),
  };
}
