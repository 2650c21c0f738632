import {
  type CompactPose,
  compactPose,
  getSkeleton,
  isSkeletonName,
  type Keypoint,
  type PersonPose,
  type Pose,
  type SpatialPose,
  suggest,
  SKELETONS,
} from '@contrapposto/pose';
import { SpatialData } from '@contrapposto/platform';
import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';

const FIELDS = ['skeleton', 'width', 'height', 'people', 'spatial'];
const MOST_PEOPLE = 100;
const LONGEST_SIDE = 8_192;
const FARTHEST = 2 ** 24;

/** An object per keypoint would be a field per number, each resolved on its own. */
export const PoseData = new GraphQLScalarType<Pose, CompactPose>({
  name: 'PoseData',
  description:
    'Compact pose: { skeleton, width, height, people: [{ keypoints: [x0, y0, v0, x1, y1, v1, ...], score?, hidden? }], spatial? }, ' +
    'in pixels of its canvas; v: 0 not labelled, 1 occluded, 2 visible; hidden: names of joints that are not to be drawn; spatial: ' +
    '{ people: [{ hips, rotations, proportions? }], cameras } in metres and unit quaternions [x, y, z, w] from the T-pose.',
  serialize: (pose) => compactPose(pose as Pose),
  parseValue: parsePose,
  parseLiteral: (node, variables) => parsePose(toValue(node, variables ?? {})),
});

/** @throws GraphQLError naming what was expected, what came and where */
export function parsePose(value: unknown): Pose {
  const { skeleton, width, height, people, spatial } = readRecord(value, 'a pose', FIELDS);
  if (typeof skeleton !== 'string' || !isSkeletonName(skeleton))
    throw refusal(
      'skeleton',
      `one of ${Object.keys(SKELETONS).join(', ')}`,
      skeleton,
      suggest(String(skeleton), Object.keys(SKELETONS)),
    );
  const joints = getSkeleton(skeleton).keypointNames.length;
  if (!Array.isArray(people) || people.length > MOST_PEOPLE)
    throw refusal(
      'people',
      `a list of at most ${MOST_PEOPLE}`,
      Array.isArray(people) ? `${people.length} of them` : people,
    );
  return {
    skeleton,
    width: readNumber('width', width, 1, LONGEST_SIDE, Number.isInteger),
    height: readNumber('height', height, 1, LONGEST_SIDE, Number.isInteger),
    people: people.map((person, index) => parsePerson(person, `people[${index}]`, joints)),
    ...(isSaid(spatial) && { spatial: parseSpatial(spatial) }),
  };
}

function parseSpatial(value: unknown): SpatialPose {
  const { success, data, error } = SpatialData.safeParse(value);
  if (success) return data;
  const { path, message } = error.issues[0]!;
  throw new GraphQLError(`PoseData, ${['spatial', ...path].join('.')}: ${message}.`);
}

function parsePerson(value: unknown, where: string, joints: number): PersonPose {
  const { keypoints, score, hidden } = readRecord(value, where, ['keypoints', 'score', 'hidden']);
  if (!Array.isArray(keypoints) || keypoints.length !== joints * 3)
    throw refusal(
      `${where}.keypoints`,
      `${joints * 3} numbers`,
      Array.isArray(keypoints) ? keypoints.length : keypoints,
    );
  return {
    keypoints: Array.from({ length: joints }, (_, joint) => parseKeypoint(keypoints, joint * 3, `${where}.keypoints`)),
    ...(isSaid(score) && { score: readNumber(`${where}.score`, score, -1e6, 1e6) }),
    ...(isSaid(hidden) && { hidden: readNames(`${where}.hidden`, hidden) }),
  };
}

function parseKeypoint(numbers: readonly unknown[], at: number, where: string): Keypoint {
  return {
    x: readNumber(`${where}[${at}]`, numbers[at], -FARTHEST, FARTHEST),
    y: readNumber(`${where}[${at + 1}]`, numbers[at + 1], -FARTHEST, FARTHEST),
    visibility: readNumber(`${where}[${at + 2}]`, numbers[at + 2], 0, 2, Number.isInteger) as Keypoint['visibility'],
  };
}

function isSaid(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function readNames(where: string, value: unknown): readonly string[] {
  if (Array.isArray(value) && value.every((name) => typeof name === 'string')) return value;
  throw refusal(where, 'a list of names of joints', value);
}

function readRecord(value: unknown, where: string, keys: readonly string[]): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw refusal(where, `an object { ${keys.join(', ')} }`, value);
  const unknown = Object.keys(value).find((key) => !keys.includes(key));
  if (unknown !== undefined) throw refusal(where, `no fields but ${keys.join(', ')}`, unknown, suggest(unknown, keys));
  return value as Record<string, unknown>;
}

function readNumber(
  where: string,
  value: unknown,
  least: number,
  most: number,
  fits: (value: number) => boolean = Number.isFinite,
): number {
  if (typeof value === 'number' && fits(value) && value >= least && value <= most) return value;
  throw refusal(where, `a ${fits === Number.isInteger ? 'whole ' : ''}number from ${least} to ${most}`, value);
}

function refusal(where: string, expected: string, got: unknown, advice = ''): GraphQLError {
  const shown = got === undefined ? 'nothing' : JSON.stringify(got);
  return new GraphQLError(`PoseData, ${where}: expected ${expected}, got ${shown.slice(0, 80)}. ${advice}`.trim());
}

/** A literal in the query's text, with its variables. */
function toValue(node: ValueNode, variables: Readonly<Record<string, unknown>>): unknown {
  switch (node.kind) {
    case Kind.OBJECT:
      return Object.fromEntries(node.fields.map(({ name, value }) => [name.value, toValue(value, variables)]));
    case Kind.LIST:
      return node.values.map((value) => toValue(value, variables));
    case Kind.INT:
    case Kind.FLOAT:
      return Number(node.value);
    case Kind.VARIABLE:
      return variables[node.name.value];
    case Kind.NULL:
      return null;
    case Kind.STRING:
    case Kind.BOOLEAN:
    case Kind.ENUM:
      return node.value;
  }
}
