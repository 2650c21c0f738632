import { HUMANOID_BONES, type HumanoidBone } from './humanoid.js';
import { type SpatialClip, type SpatialFrame, type SpatialPerson, type SpatialPose } from './types.js';
import { IDENTITY, interpolateRotations, mixVectors, type Quaternion } from './vector.js';

function mixPeople(a: SpatialPerson, b: SpatialPerson, t: number): SpatialPerson {
  const moved = HUMANOID_BONES.filter((bone) => a.rotations[bone] ?? b.rotations[bone]);
  const rotations = Object.fromEntries(
    moved.map((bone) => [bone, interpolateRotations(a.rotations[bone] ?? IDENTITY, b.rotations[bone] ?? IDENTITY, t)]),
  ) as Partial<Record<HumanoidBone, Quaternion>>;
  return { ...a, hips: mixVectors(a.hips, b.hips, t), rotations };
}

/** The frames around a time: the last that is not after it, and the first that is not before it. */
function findFrames(frames: readonly SpatialFrame[], time: number): [SpatialFrame, SpatialFrame] {
  let [low, high] = [0, frames.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (frames[middle]!.time <= time) low = middle;
    else high = middle - 1;
  }
  return [frames[low]!, frames[Math.min(low + 1, frames.length - 1)]!];
}

/** The person at a time of the clip, seconds: between two frames along the shortest turn; before the first and after the last, as there. */
export function sampleClip(clip: SpatialClip, time: number): SpatialPerson {
  const [before, after] = findFrames(clip.frames, time);
  const share = after.time > before.time ? (time - before.time) / (after.time - before.time) : 0;
  if (share <= 0) return before.person;
  return share >= 1 ? after.person : mixPeople(before.person, after.person, share);
}

/** A clip in frames of equal length: its own where they are that already. */
export function resampleClip(clip: SpatialClip, framesPerSecond: number): SpatialClip {
  const [first, last] = [clip.frames[0]!.time, clip.frames.at(-1)!.time];
  const isEven = clip.frames.every(({ time }, index) => Math.abs(time - first - index / framesPerSecond) < 1e-6);
  if (isEven) return clip;
  const count = Math.floor((last - first) * framesPerSecond + 1e-6) + 1;
  const frames = Array.from({ length: count }, (_, index) => {
    const time = index / framesPerSecond;
    return { time, person: sampleClip(clip, first + time) };
  });
  return { ...clip, frames };
}

/** One person of a pose, standing still: what formats of motion write for it. */
export function toClip(spatial: SpatialPose, person = 0): SpatialClip {
  return { frames: spatial.people[person] ? [{ time: 0, person: spatial.people[person] }] : [] };
}

/** Moments of a clip as poses. @param times seconds. */
export function selectPoses(clip: SpatialClip, times: readonly number[]): SpatialPose[] {
  return times.map((time) => ({ people: [sampleClip(clip, time)], cameras: [] }));
}
