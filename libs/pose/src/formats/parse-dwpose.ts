import { UNLABELLED } from '../keypoint.js';
import { SKELETONS } from '../skeletons/registry.js';
import { type CanvasSize, type Keypoint, type Pose } from '../types.js';
import { assumeCanvas, isShare } from './canvas-guess.js';
import { codeOf, type FileRecord, isFiniteNumber, isObject } from './file-record.js';
import { type JsonObject, type JsonValue } from './json-reader.js';
import { chooseSkeleton, FACE, LEFT_HAND, RIGHT_HAND } from './openpose-parts.js';
import { placePeople } from './openpose-person.js';
import { createFrameRecord, type FramePlace, placeFrame, type PoseFileContext } from './pose-file-context.js';
import { describeValue } from './problems.js';

const TAKEN = new Set(['bodies', 'hands', 'faces']);
const BODY = SKELETONS.openpose18.landmarks;

function isFrame(value: JsonValue | undefined): value is JsonObject {
  return isObject(value) && isObject(value.bodies) && Array.isArray(value.bodies.candidate);
}

/** DWPose's own result: { bodies: { candidate, subset }, hands, faces }, or a list of them, one a frame. */
export function looksLikeDwpose(value: JsonValue): value is JsonObject | JsonValue[] {
  return isFrame(value) || (Array.isArray(value) && isFrame(value[0]));
}

class DwposeReader {
  private readonly size: CanvasSize;

  constructor(
    private readonly frame: JsonObject,
    private readonly record: FileRecord,
    private readonly context: PoseFileContext,
    place: FramePlace,
  ) {
    this.size = assumeCanvas(context.canvas, place, context.log, context.losses);
  }

  read(): Pose {
    const bodies = this.frame.bodies as JsonObject;
    const candidate = bodies.candidate as JsonValue[];
    const subset = this.readList('bodies.subset', bodies.subset);
    const people = subset.map((indices, person) => this.readBody(indices, candidate, person));
    const hasExtremities = [
      this.readGroups('faces', people, (at) => [at, FACE]),
      this.readGroups('hands', people, (at) => [at % people.length, at < people.length ? LEFT_HAND : RIGHT_HAND]),
    ].includes(true);
    const skeleton = chooseSkeleton(hasExtremities, [SKELETONS.openpose18]);
    const found = people.map((joints) => ({ joints, rest: {}, body: skeleton, hasFaceOrHands: hasExtremities }));
    const extra = this.record.readExtra(TAKEN, this.context.mayHoldNonFinite);
    return {
      name: this.context.poseName,
      skeleton: skeleton.name,
      ...this.size,
      people: placePeople(found, skeleton, this.context.losses),
      ...(extra && { extra }),
    };
  }

  private report(field: string, expected: string, value: JsonValue | undefined): void {
    const code = Array.isArray(value) ? 'WRONG_LENGTH' : codeOf(value);
    this.record.report({ code, severity: 'error', field, expected, got: describeValue(value) });
  }

  private readList(field: string, value: JsonValue | undefined): JsonValue[] {
    if (Array.isArray(value)) return value;
    this.report(field, 'a list of people', value);
    return [];
  }

  /** 18 places in `candidate`, -1 for what was not found; totals may follow. */
  private readBody(indices: JsonValue, candidate: readonly JsonValue[], person: number): Map<string, Keypoint> {
    const joints = new Map<string, Keypoint>();
    const field = `bodies.subset[${person}]`;
    if (!Array.isArray(indices) || indices.length < BODY.length) {
      this.report(field, `a list of ${BODY.length} numbers`, indices);
      return joints;
    }
    for (const [joint, landmark] of BODY.entries()) {
      const index = indices[joint];
      if (index === -1) continue;
      if (!isFiniteNumber(index) || candidate[index] === undefined)
        this.report(`${field}[${joint}]`, `-1 or a place among ${candidate.length} candidates`, index);
      else this.place(joints, landmark, candidate[index], `bodies.candidate[${index}]`);
    }
    return joints;
  }

  /** Lists of points that belong to one person each; whether there are any. */
  private readGroups(
    field: 'faces' | 'hands',
    people: readonly Map<string, Keypoint>[],
    locate: (at: number) => readonly [person: number, landmarks: readonly string[]],
  ): boolean {
    const groups = this.frame[field];
    if (groups === undefined || groups === null || (Array.isArray(groups) && groups.length === 0)) return false;
    const perPerson = field === 'hands' ? 2 : 1;
    if (!Array.isArray(groups) || groups.length !== people.length * perPerson) {
      this.report(field, `${people.length * perPerson} lists of points`, groups);
      return false;
    }
    for (const [at, points] of groups.entries()) {
      const [person, landmarks] = locate(at);
      if (!Array.isArray(points) || points.length !== landmarks.length)
        this.report(`${field}[${at}]`, `a list of ${landmarks.length} points`, points);
      else
        for (const [index, landmark] of landmarks.entries())
          this.place(people[person]!, landmark, points[index]!, `${field}[${at}][${index}]`);
    }
    return true;
  }

  /** A point is x, y as shares of the picture, or -1, -1; older writers append a score and a number of their own. */
  private place(joints: Map<string, Keypoint>, landmark: string, point: JsonValue, field: string): void {
    const [x, y] = Array.isArray(point) ? point : [];
    if (!isShare(x) || !isShare(y)) {
      this.report(field, 'x and y as shares of the picture', Array.isArray(point) ? (isShare(x) ? y : x) : point);
      return;
    }
    const { width, height } = this.size;
    joints.set(landmark, x === -1 && y === -1 ? UNLABELLED : { x: x * width, y: y * height, visibility: 2 });
  }
}

/**
 * DWPose's result as its preprocessor hands it on: 18 body joints, 68 points of each face, and hands, first everybody's left,
 * then everybody's right; all as shares of a picture of which the file does not say how large it is.
 */
export function parseDwpose(file: JsonObject | JsonValue[], context: PoseFileContext): Pose[] {
  const frames = Array.isArray(file) ? file : [file];
  return frames.flatMap((frame, index) => {
    const where = { record: 'image', index, id: null } as const;
    if (isFrame(frame)) {
      const record = createFrameRecord(frame, context.log, index, Array.isArray(file));
      const pose = new DwposeReader(frame, record, context, placeFrame(index, Array.isArray(file))).read();
      return [Array.isArray(file) ? { id: String(index), ...pose } : pose];
    }
    const expected = 'an object with bodies.candidate';
    const got = describeValue(frame);
    context.log.add(where, { code: 'WRONG_TYPE', severity: 'error', field: '', expected, got });
    return [];
  });
}
