import type { BoundingBox } from '@contrapposto/pose';
import type { DecodedPerson } from './decoded-people.js';

const VALUES_PER_JOINT = 3;
const BOX_VALUES = 5;

/**
 * People of a YOLO pose network: (5 + 3 joints, candidates) with centre x, centre y, width, height, score and x, y, score per joint, in input
 * pixels. Candidates below the threshold, and doubles of a better one, are left out. Source: ultralytics, non_max_suppression.
 */
export function decodeYoloPose(
  data: Float32Array,
  channels: number,
  candidates: number,
  { scoreThreshold = 0.25, overlapThreshold = 0.7 } = {},
): DecodedPerson[] {
  const read = (channel: number, candidate: number): number => data[channel * candidates + candidate]!;
  const people = Array.from({ length: candidates }, (_, candidate) => candidate)
    .filter((candidate) => read(4, candidate) > scoreThreshold)
    .map((candidate): DecodedPerson & { box: BoundingBox } => {
      const [x, y, width, height, score] = [0, 1, 2, 3, 4].map((channel) => read(channel, candidate)) as Five;
      const joints = Array.from({ length: (channels - BOX_VALUES) / VALUES_PER_JOINT }, (_joint, joint) => {
        const at = BOX_VALUES + joint * VALUES_PER_JOINT;
        return { x: read(at, candidate), y: read(at + 1, candidate), score: read(at + 2, candidate) };
      });
      return { joints, score, box: [x - width / 2, y - height / 2, width, height] };
    });
  return suppressDoubles(people, overlapThreshold);
}

/**
 * People as a network with its own suppression of doubles lists them: boxes (people, 5) with left, top, right, bottom, score, and joints
 * (people, joints, 3), in input pixels. Source: mmdeploy, RTMO.
 */
export function decodeDetectedPoses(
  boxes: Float32Array,
  keypoints: Float32Array,
  people: number,
  joints: number,
): DecodedPerson[] {
  return Array.from({ length: people }, (_, person) => {
    const [left, top, right, bottom, score] = boxes.subarray(
      person * BOX_VALUES,
      (person + 1) * BOX_VALUES,
    ) as never as Five;
    const own = Array.from({ length: joints }, (_joint, joint) => {
      const at = (person * joints + joint) * VALUES_PER_JOINT;
      return { x: keypoints[at]!, y: keypoints[at + 1]!, score: keypoints[at + 2]! };
    });
    return { joints: own, score, box: [left, top, right - left, bottom - top] };
  });
}

/** Best first, each that overlaps no better one by more than the threshold (intersection over union). */
export function suppressDoubles<Person extends { readonly score: number; readonly box: BoundingBox }>(
  people: readonly Person[],
  threshold: number,
): Person[] {
  const kept: Person[] = [];
  for (const person of [...people].sort((a, b) => b.score - a.score))
    if (kept.every(({ box }) => computeOverlap(box, person.box) <= threshold)) kept.push(person);
  return kept;
}

function computeOverlap([ax, ay, aw, ah]: BoundingBox, [bx, by, bw, bh]: BoundingBox): number {
  const width = Math.min(ax + aw, bx + bw) - Math.max(ax, bx);
  const height = Math.min(ay + ah, by + bh) - Math.max(ay, by);
  if (width <= 0 || height <= 0) return 0;
  return (width * height) / (aw * ah + bw * bh - width * height);
}

type Five = [number, number, number, number, number];
