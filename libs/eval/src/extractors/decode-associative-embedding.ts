import { roundHalfToEven } from '@contrapposto/tensor';
import { assignRows } from '../assign-people.js';
import { refineDark } from './decode-heatmaps.js';
import type { DecodedJoint, DecodedPerson } from './decoded-people.js';
import {
  averagePlanes,
  blurPlane,
  enlargePlanes,
  flipPlanes,
  slicePlanes,
  type FeaturePlanes,
} from './feature-planes.js';
import type { Size } from './fit-picture.js';

/** test_cfg of the published config; HumanSD's metrics use the same. */
export interface GroupingSettings {
  readonly mostPeople: number;
  readonly detectionThreshold: number;
  readonly tagThreshold: number;
}

export const PUBLISHED_GROUPING: GroupingSettings = Object.freeze({
  mostPeople: 30,
  detectionThreshold: 0.1,
  tagThreshold: 1,
});

/** What HigherHRNet says of a picture: at a quarter of its size heatmaps and tags (2 per joint), at half of it heatmaps. */
export interface EmbeddingOutputs {
  readonly coarse: FeaturePlanes;
  readonly fine: FeaturePlanes;
}

/** Nose, eyes, ears, shoulders, hips, elbows, wrists, knees, ankles: the order in which people grow. */
const JOINT_ORDER = [0, 1, 2, 3, 4, 5, 6, 11, 12, 7, 8, 9, 10, 13, 14, 15, 16];
const PEAK_REACH = 2;
const DARK_BLUR = 3;
/** In the cost of a candidate, a whole step of tags outweighs any score. */
const TAG_WEIGHT = 100;
const ASSIGNED = 1e6;

interface Candidate extends DecodedJoint {
  /** One per run: the picture's, and its mirror image's. */
  readonly tags: readonly number[];
}

type Joints = (Candidate | null)[];

/**
 * People of HigherHRNet's outputs: peaks of the heatmaps become people by their tags, which are near one another for joints of one person.
 *
 * 1. Coarse maps are enlarged to the fine ones' size; heatmaps are averaged over sizes and over the mirror image, tags are kept side by side.
 * 2. Per joint the highest peaks.
 * 3. Joint by joint, peaks go to the people so far whose mean tag is near, by the best assignment; who fits nobody is a new person.
 * 4. Peaks are moved by a Newton step (UDP). The person's score is the mean over all joints so far, missing ones 0.
 * 5. A joint that is missing is put where its heatmap less the distance of tags is highest.
 *
 * Source: Cheng et al., HigherHRNet, 2020; mmpose 0.29, HeatmapParser with use_udp, adjust and refine.
 */
export function decodeAssociativeEmbedding(
  outputs: EmbeddingOutputs,
  mirrored: EmbeddingOutputs | null,
  flipOrder: readonly number[],
  input: Size,
  settings: GroupingSettings = PUBLISHED_GROUPING,
): DecodedPerson[] {
  const { heatmaps, tags } = combine(outputs, mirrored, flipOrder);
  const candidates = Array.from({ length: heatmaps.count }, (_, joint) => findPeaks(heatmaps, tags, joint, settings));
  const people = groupByTags(candidates, settings);
  const smooth = Array.from({ length: heatmaps.count }, (_, joint) =>
    blurPlane(planeOf(heatmaps, joint), heatmaps.width, heatmaps.height, DARK_BLUR, 'MIRROR'),
  );
  const { width, height } = heatmaps;
  const [scaleX, scaleY] = [(input.width - 1) / (width - 1), (input.height - 1) / (height - 1)];
  return people.map((joints) => {
    const moved = joints.map(
      (joint, index) => joint && { ...joint, ...refineDark(joint, smooth[index]!, width, height) },
    );
    const score = moved.reduce((sum, joint) => sum + (joint?.score ?? 0), 0) / moved.length;
    const whole = fillMissing(moved, heatmaps, tags);
    return { score, joints: whole.map((joint) => ({ x: joint.x * scaleX, y: joint.y * scaleY, score: joint.score })) };
  });
}

function combine(outputs: EmbeddingOutputs, mirrored: EmbeddingOutputs | null, flipOrder: readonly number[]) {
  const own = separate(outputs);
  if (!mirrored) return { heatmaps: own.heatmaps, tags: [own.tags] };
  const other = separate(mirrored);
  return {
    heatmaps: averagePlanes(own.heatmaps, flipPlanes(other.heatmaps, flipOrder)),
    tags: [own.tags, flipPlanes(other.tags, flipOrder)],
  };
}

function separate({ coarse, fine }: EmbeddingOutputs) {
  const enlarged = enlargePlanes(coarse, fine.width, fine.height);
  const joints = fine.count;
  return {
    heatmaps: averagePlanes(slicePlanes(enlarged, 0, joints), fine),
    tags: slicePlanes(enlarged, joints, 2 * joints),
  };
}

function planeOf({ width, height, data }: FeaturePlanes, index: number): Float32Array {
  return data.subarray(index * width * height, (index + 1) * width * height);
}

/** The highest of those that nothing within two places exceeds, above the threshold, best first. */
function findPeaks(
  heatmaps: FeaturePlanes,
  tags: readonly FeaturePlanes[],
  joint: number,
  { mostPeople, detectionThreshold }: GroupingSettings,
): Candidate[] {
  const { width } = heatmaps;
  const plane = planeOf(heatmaps, joint);
  const peaks: number[] = [];
  plane.forEach((value, at) => {
    if (value > detectionThreshold && isPeak(plane, width, at)) peaks.push(at);
  });
  return peaks
    .sort((a, b) => plane[b]! - plane[a]!)
    .slice(0, mostPeople)
    .map((at) => ({
      x: at % width,
      y: Math.floor(at / width),
      score: plane[at]!,
      tags: tags.map((run) => planeOf(run, joint)[at]!),
    }));
}

function isPeak(plane: Float32Array, width: number, at: number): boolean {
  const [column, row, height] = [at % width, Math.floor(at / width), plane.length / width];
  for (let y = Math.max(0, row - PEAK_REACH); y <= Math.min(height - 1, row + PEAK_REACH); y++)
    for (let x = Math.max(0, column - PEAK_REACH); x <= Math.min(width - 1, column + PEAK_REACH); x++)
      if (plane[y * width + x]! > plane[at]!) return false;
  return true;
}

interface Group {
  readonly joints: Joints;
  readonly tags: (readonly number[])[];
}

function groupByTags(candidates: readonly Candidate[][], settings: GroupingSettings): Joints[] {
  const order = candidates.length === JOINT_ORDER.length ? JOINT_ORDER : candidates.map((_, joint) => joint);
  const groups: Group[] = [];
  for (const joint of order) {
    const found = candidates[joint]!;
    const owners = findOwners(found, groups.slice(0, settings.mostPeople), settings.tagThreshold);
    found.forEach((candidate, index) => {
      const owner = owners[index] ?? startGroup(groups, candidates.length);
      owner.joints[joint] = candidate;
      owner.tags.push(candidate.tags);
    });
  }
  return groups.map(({ joints }) => joints);
}

function startGroup(groups: Group[], joints: number): Group {
  const group: Group = { joints: Array<Candidate | null>(joints).fill(null), tags: [] };
  groups.push(group);
  return group;
}

/** Per candidate the group that it joins: the assignment of least cost, of which only near ones count. */
function findOwners(found: readonly Candidate[], groups: readonly Group[], tagThreshold: number): (Group | null)[] {
  if (groups.length === 0) return found.map(() => null);
  const means = groups.map(({ tags }) =>
    tags[0]!.map((_, run) => tags.reduce((sum, tag) => sum + tag[run]!, 0) / tags.length),
  );
  const distances = found.map(({ tags }) =>
    means.map((mean) => Math.hypot(...tags.map((tag, run) => tag - mean[run]!))),
  );
  const columns = Math.max(groups.length, found.length);
  // Large gains, so that everybody is assigned as far as there are groups.
  const gains = found.map(({ score }, row) =>
    Array.from({ length: columns }, (_, column) => {
      const distance = distances[row]![column];
      return distance === undefined ? 1 : ASSIGNED - (roundHalfToEven(distance) * TAG_WEIGHT - score);
    }),
  );
  return assignRows(gains).map((column, row) =>
    column !== null && column < groups.length && distances[row]![column]! < tagThreshold ? groups[column]! : null,
  );
}

function fillMissing(joints: Joints, heatmaps: FeaturePlanes, tags: readonly FeaturePlanes[]): DecodedJoint[] {
  const present = joints.filter((joint) => joint !== null);
  const { width, height } = heatmaps;
  const mean = tags.map((run) => {
    const sum = joints.reduce((total, joint, index) => {
      if (!joint) return total;
      const x = Math.max(0, Math.min(width - 1, Math.trunc(joint.x)));
      const y = Math.max(0, Math.min(height - 1, Math.trunc(joint.y)));
      return total + planeOf(run, index)[y * width + x]!;
    }, 0);
    return sum / present.length;
  });
  return joints.map((joint, index) => joint ?? findBest(heatmaps, tags, index, mean));
}

/** Moved by a quarter towards the higher neighbour on either axis. */
function findBest(heatmaps: FeaturePlanes, tags: readonly FeaturePlanes[], joint: number, mean: readonly number[]) {
  const { width, height } = heatmaps;
  const plane = planeOf(heatmaps, joint);
  const runs = tags.map((run) => planeOf(run, joint));
  let [best, highest] = [0, -Infinity];
  for (let at = 0; at < plane.length; at++) {
    // A distance only takes away: most places need not be measured.
    if (plane[at]! <= highest) continue;
    let square = 0;
    for (let run = 0; run < runs.length; run++) square += (runs[run]![at]! - mean[run]!) ** 2;
    const merit = plane[at]! - roundHalfToEven(Math.sqrt(square));
    if (merit > highest) [best, highest] = [at, merit];
  }
  const [x, y] = [best % width, Math.floor(best / width)];
  const read = (column: number, row: number): number =>
    plane[Math.max(0, Math.min(height - 1, row)) * width + Math.max(0, Math.min(width - 1, column))]!;
  return {
    x: x + (read(x + 1, y) > read(x - 1, y) ? 0.25 : -0.25),
    y: y + (read(x, y + 1) > read(x, y - 1) ? 0.25 : -0.25),
    score: Math.max(0, plane[best]!),
  };
}
