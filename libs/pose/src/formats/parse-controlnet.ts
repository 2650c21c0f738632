import { UNLABELLED } from '../keypoint.js';
import { type CanvasSize, type Keypoint, type PersonPose, type Pose } from '../types.js';
import { assumeCanvas, isShare } from './canvas-guess.js';
import { type FileRecord, isObject } from './file-record.js';
import { type JsonObject, type JsonValue } from './json-reader.js';
import { chooseSkeleton } from './openpose-parts.js';
import { placePeople, type TripletReader } from './openpose-person.js';
import { readPeople } from './parse-openpose.js';
import { createFrameRecord, type FramePlace, placeFrame, type PoseFileContext } from './pose-file-context.js';
import { describeValue } from './problems.js';

/** Says in what unit coordinates are, where the numbers alone could mean either. Other readers pass over it. */
export const UNIT_FIELD = 'coordinates';
export type CoordinateUnit = 'pixels' | 'normalized';

const FRAME_TAKEN = new Set(['people', 'canvas_width', 'canvas_height', UNIT_FIELD]);

function isFrame(value: JsonValue | undefined): value is JsonObject {
  return isObject(value) && Array.isArray(value.people) && ('canvas_width' in value || 'canvas_height' in value);
}

/** ControlNet's { people, canvas_width, canvas_height }, or ComfyUI's list of such frames. */
export function looksLikeControlNet(value: JsonValue): value is JsonObject | JsonValue[] {
  return isFrame(value) || (Array.isArray(value) && isFrame(value[0]));
}

/**
 * `c` is 1 for every joint that there is, so it is no score; writers that keep scores have smaller ones. Editors mark what is not
 * to be seen with 0, or put it at (-1, -1).
 */
const readJoint: TripletReader = (x, y, c) => {
  if (c <= 0 || (x === -1 && y === -1)) return UNLABELLED;
  return { x, y, visibility: 2, ...(c !== 1 && { score: c }) };
};

const isSide = (value: number) => Number.isInteger(value) && value >= 1;

function readCanvas(record: FileRecord, context: PoseFileContext, place: FramePlace): CanvasSize {
  const expected = 'a whole number of pixels, at least 1';
  const width = record.readNumber('canvas_width', expected, isSide);
  const height = record.readNumber('canvas_height', expected, isSide);
  if (width !== undefined && height !== undefined) return { width, height };
  return assumeCanvas(context.canvas, place, context.log, context.losses);
}

function isNormalized(people: readonly PersonPose[], { width, height }: CanvasSize): boolean {
  const labelled = people.flatMap(({ keypoints }) => keypoints).filter(({ visibility }) => visibility > 0);
  if (labelled.length === 0 || Math.max(width, height) === 1) return false;
  return labelled.every(({ x, y }) => Math.abs(x) <= 1 && Math.abs(y) <= 1);
}

function readUnit(record: FileRecord, people: readonly PersonPose[], canvas: CanvasSize): CoordinateUnit {
  const stated = record.fields[UNIT_FIELD];
  if (stated === 'pixels' || stated === 'normalized') return stated;
  if (!isNormalized(people, canvas)) return 'pixels';
  record.report({
    code: 'ASSUMED_UNIT',
    severity: 'warning',
    field: 'people',
    expected: 'coordinates in pixels',
    got: 'none above 1, read as shares of the canvas',
  });
  return 'normalized';
}

/** Shares of the canvas as pixels; a joint that is nowhere near it is left out and reported. */
function toPixels(person: PersonPose, { width, height }: CanvasSize, record: FileRecord): PersonPose {
  const scale = (keypoint: Keypoint): Keypoint => {
    const { x, y, visibility } = keypoint;
    if (visibility === 0) return keypoint;
    if (isShare(x) && isShare(y)) return { ...keypoint, x: x * width, y: y * height };
    const [expected, got] = ['shares of the canvas', `${x}, ${y}`];
    record.report({ code: 'OUT_OF_RANGE', severity: 'error', field: 'people', expected, got });
    return UNLABELLED;
  };
  return { ...person, keypoints: person.keypoints.map(scale) };
}

function readFrame(frame: JsonObject, index: number, isOneOfMany: boolean, context: PoseFileContext): Pose {
  const record = createFrameRecord(frame, context.log, index, isOneOfMany);
  const found = readPeople(frame.people as JsonValue[], readJoint, context);
  const skeleton = chooseSkeleton(
    found.some(({ hasFaceOrHands }) => hasFaceOrHands),
    found.map(({ body }) => body),
  );
  const canvas = readCanvas(record, context, placeFrame(index, isOneOfMany));
  const people = placePeople(found, skeleton, context.losses);
  const unit = readUnit(record, people, canvas);
  const extra = record.readExtra(FRAME_TAKEN, context.mayHoldNonFinite);
  return {
    ...(isOneOfMany && { id: String(index) }),
    name: context.poseName,
    skeleton: skeleton.name,
    ...canvas,
    people: unit === 'normalized' ? people.map((person) => toPixels(person, canvas, record)) : people,
    ...(extra && { extra }),
  };
}

/**
 * One pose, or one a frame with the frame's number as its id, in `openpose18` or, with a face or hands, `wholebody133`.
 * Coordinates of which none is above 1 are taken for shares of the canvas, with a warning, unless the file says what they are.
 */
export function parseControlNet(file: JsonObject | JsonValue[], context: PoseFileContext): Pose[] {
  if (!Array.isArray(file)) return [readFrame(file, 0, false, context)];
  return file.flatMap((frame, index) => {
    if (isFrame(frame)) return [readFrame(frame, index, true, context)];
    const where = { record: 'image', index, id: null } as const;
    const expected = 'an object with people and a canvas';
    const got = describeValue(frame);
    context.log.add(where, { code: 'WRONG_TYPE', severity: 'error', field: '', expected, got });
    return [];
  });
}
