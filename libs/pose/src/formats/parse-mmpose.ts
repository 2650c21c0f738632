import { UNLABELLED } from '../keypoint.js';
import { type SkeletonDefinition } from '../skeletons/definition.js';
import { SKELETONS } from '../skeletons/registry.js';
import { type BoundingBox, type Keypoint, type PersonPose, type Pose, type SkeletonName } from '../types.js';
import { guessCanvas } from './canvas-guess.js';
import { codeOf, FileRecord, isFiniteNumber, isObject } from './file-record.js';
import { type JsonObject, type JsonValue } from './json-reader.js';
import { placeFrame, type PoseFileContext } from './pose-file-context.js';
import { describeValue } from './problems.js';

const TAKEN = new Set(['keypoints', 'keypoint_scores', 'bbox', 'bbox_score']);
const FILE_TAKEN = new Set(['meta_info', 'instance_info', 'predictions']);

/** Where the joints of one of our skeletons stand in the file's lists. */
interface Layout {
  readonly skeleton: SkeletonDefinition;
  readonly count: number;
  readonly positions: readonly number[];
}

interface Frame {
  readonly id?: string;
  readonly instances: readonly JsonValue[];
}

function isInstance(value: JsonValue | undefined): value is JsonObject {
  return isObject(value) && Array.isArray(value.keypoints) && Array.isArray(value.keypoints[0]);
}

/**
 * What mmpose's scripts write: { meta_info, instance_info } of a picture or a video, the inferencer's { predictions }, and the
 * bare list of instances of its --pred-out-dir.
 */
export function looksLikeMmpose(value: JsonValue): value is JsonObject | JsonValue[] {
  if (isObject(value)) return Array.isArray(value.instance_info) || Array.isArray(value.predictions);
  const first = Array.isArray(value) ? value[0] : undefined;
  return isInstance(first) || (Array.isArray(first) && isInstance(first[0])) || isVideoFrame(first);
}

function isVideoFrame(value: JsonValue | undefined): value is JsonObject & { instances: JsonValue[] } {
  return isObject(value) && Array.isArray(value.instances);
}

function listFrames(file: JsonObject | JsonValue[]): readonly Frame[] {
  const list = Array.isArray(file) ? file : ((file.instance_info ?? file.predictions) as JsonValue[]);
  if (list.length > 0 && list.every(isVideoFrame))
    return list.map(({ frame_id, instances }, index) => ({ id: toId(frame_id) ?? String(index), instances }));
  if (list.length > 0 && list.every((entry) => Array.isArray(entry)))
    return list.length === 1
      ? [{ instances: list[0]! }]
      : list.map((instances, index) => ({ id: String(index), instances: instances }));
  return [{ instances: list }];
}

function toId(value: JsonValue | undefined): string | undefined {
  return typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value))
    ? String(value)
    : undefined;
}

/** Names of the joints in the file's order, from meta_info: a list, or an object of places. */
function readNames(file: JsonObject | JsonValue[]): string[] {
  const meta = isObject(file) ? file.meta_info : undefined;
  const names = isObject(meta) ? meta.keypoint_id2name : undefined;
  if (!isObject(names)) return [];
  return Object.keys(names).map((_, index) => (typeof names[index] === 'string' ? names[index] : ''));
}

const BY_COUNT: ReadonlyMap<number, SkeletonName> = new Map(
  Object.values(SKELETONS).map(({ name, keypointNames }) => [keypointNames.length, name]),
);

/** The skeleton that has all of the file's names, else the one with as many joints. */
function chooseLayout(names: readonly string[], count: number): Layout | undefined {
  const named =
    names.length === count
      ? Object.values(SKELETONS).find(
          ({ keypointNames }) => keypointNames.length === count && keypointNames.every((name) => names.includes(name)),
        )
      : undefined;
  if (named) return { skeleton: named, count, positions: named.keypointNames.map((name) => names.indexOf(name)) };
  const name = BY_COUNT.get(count);
  if (!name) return undefined;
  const skeleton = SKELETONS[name];
  return { skeleton, count, positions: skeleton.keypointNames.map((_, index) => index) };
}

class MmposeReader {
  private readonly layouts = new Map<number, Layout | undefined>();

  constructor(
    private readonly names: readonly string[],
    private readonly context: PoseFileContext,
  ) {}

  readFrame({ id, instances }: Frame, index: number): Pose[] {
    const found = instances.flatMap((fields, at) => this.readInstance(fields, at));
    const skeleton = found[0]?.skeleton ?? this.layoutOf(this.names.length)?.skeleton ?? SKELETONS.coco17;
    const people = found.filter((instance) => instance.skeleton === skeleton).map(({ person }) => person);
    const { canvas, log, losses, poseName } = this.context;
    const size = guessCanvas(
      people,
      canvas,
      { ...placeFrame(index, id !== undefined), id: id ?? null, imageId: id ?? null },
      log,
      losses,
    );
    return [{ ...(id !== undefined && { id }), name: poseName, skeleton: skeleton.name, ...size, people }];
  }

  private layoutOf(count: number): Layout | undefined {
    if (!this.layouts.has(count)) this.layouts.set(count, chooseLayout(this.names, count));
    return this.layouts.get(count);
  }

  private readInstance(fields: JsonValue, index: number): { skeleton: SkeletonDefinition; person: PersonPose }[] {
    const { log } = this.context;
    if (!isObject(fields)) {
      const got = describeValue(fields);
      const where = { record: 'annotation', index, id: null } as const;
      log.add(where, { code: 'WRONG_TYPE', severity: 'error', field: '', expected: 'an object', got });
      return [];
    }
    const record = new FileRecord(fields, log, 'annotation', index);
    const layout = this.chooseLayout(record);
    if (!layout) return [];
    const bbox = readBox(record);
    const score = record.readNumber('bbox_score', 'a finite score', () => true);
    const extra = record.readExtra(TAKEN, this.context.mayHoldNonFinite);
    const person: PersonPose = {
      keypoints: readJoints(record, layout),
      ...(bbox && { bbox }),
      ...(score !== undefined && { score }),
      ...(extra && { extra }),
    };
    return [{ skeleton: layout.skeleton, person }];
  }

  private chooseLayout(record: FileRecord): Layout | undefined {
    const { keypoints } = record.fields;
    const layout = Array.isArray(keypoints) ? this.layoutOf(keypoints.length) : undefined;
    if (layout) return layout;
    record.report({
      code: Array.isArray(keypoints) ? 'WRONG_LENGTH' : 'WRONG_TYPE',
      severity: 'error',
      field: 'keypoints',
      expected: `a list of ${[...BY_COUNT.keys()].sort((a, b) => a - b).join(', ')} points`,
      got: describeValue(keypoints),
    });
    return undefined;
  }
}

function readJoints(record: FileRecord, { positions, count }: Layout): Keypoint[] {
  const points = record.fields.keypoints as JsonValue[];
  const scores = readScores(record, count);
  return positions.map((position) => {
    const point = points[position]!;
    const [x, y, z] = Array.isArray(point) ? point : [];
    const field = `keypoints[${position}]`;
    if (z !== undefined || !isFiniteNumber(x) || !isFiniteNumber(y)) {
      const [code, got] =
        z === undefined && Array.isArray(point)
          ? [codeOf(isFiniteNumber(x) ? y : x), describeValue(isFiniteNumber(x) ? y : x)]
          : (['WRONG_LENGTH', describeValue(point)] as const);
      record.report({ code, severity: 'error', field, expected: 'x and y as finite numbers', got });
      return UNLABELLED;
    }
    const score = scores?.[position];
    if (score === undefined) return { x, y, visibility: 2 };
    if (x === 0 && y === 0 && score === 0) return UNLABELLED;
    if (isFiniteNumber(score)) return { x, y, visibility: 2, score };
    const got = describeValue(score);
    record.report({
      code: codeOf(score),
      severity: 'error',
      field: `keypoint_scores[${position}]`,
      expected: 'a finite score',
      got,
    });
    return UNLABELLED;
  });
}

function readScores(record: FileRecord, count: number): readonly JsonValue[] | undefined {
  const scores = record.fields.keypoint_scores;
  if (scores === undefined || (Array.isArray(scores) && scores.length === count)) return scores;
  record.report({
    code: Array.isArray(scores) ? 'WRONG_LENGTH' : 'WRONG_TYPE',
    severity: 'error',
    field: 'keypoint_scores',
    expected: `a list of ${count} scores`,
    got: describeValue(scores),
  });
  return undefined;
}

/** Two corners, in a list of their own more often than not. */
function readBox(record: FileRecord): BoundingBox | undefined {
  const { bbox } = record.fields;
  if (bbox === undefined || bbox === null) return undefined;
  const corners = Array.isArray(bbox) && bbox.length === 1 && Array.isArray(bbox[0]) ? bbox[0] : bbox;
  if (Array.isArray(corners) && corners.length === 4 && corners.every(isFiniteNumber)) {
    const [left, top, right, bottom] = corners as [number, number, number, number];
    const [width, height] = [right - left, bottom - top];
    if (width >= 0 && height >= 0 && isFiniteNumber(width) && isFiniteNumber(height)) return [left, top, width, height];
  }
  record.report({
    code: Array.isArray(corners) && corners.length !== 4 ? 'WRONG_LENGTH' : codeOf(corners),
    severity: 'error',
    field: 'bbox',
    expected: 'the corners left, top, right, bottom',
    got: Array.isArray(corners) ? `[${corners.slice(0, 6).map(describeValue).join(', ')}]` : describeValue(corners),
  });
  return undefined;
}

/**
 * One pose a picture or frame; a frame's id is its number. Joints are known by the names of `meta_info`, or else by how many
 * there are. mmpose tells every joint it was asked for, with a score; one at (0, 0) with a score of 0 is unlabelled.
 */
export function parseMmpose(file: JsonObject | JsonValue[], context: PoseFileContext): Pose[] {
  const reader = new MmposeReader(readNames(file), context);
  const poses = listFrames(file).flatMap((frame, index) => reader.readFrame(frame, index));
  if (!isObject(file)) return poses;
  const extra = new FileRecord(file, context.log, 'file', 0).readExtra(FILE_TAKEN, context.mayHoldNonFinite);
  return extra && poses.length === 1 ? [{ ...poses[0]!, extra }] : poses;
}
