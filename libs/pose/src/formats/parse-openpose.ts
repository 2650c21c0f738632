import { type Pose } from '../types.js';
import { guessCanvas } from './canvas-guess.js';
import { FileRecord, isObject } from './file-record.js';
import { type JsonObject, type JsonValue } from './json-reader.js';
import { chooseSkeleton } from './openpose-parts.js';
import { type OpenPosePerson, placePeople, readOpenPosePerson, type TripletReader } from './openpose-person.js';
import { type PoseFileContext } from './pose-file-context.js';
import { describeValue } from './problems.js';

/** The version that `formatOpenPose` writes; another one stays in `extra`. */
export const OPENPOSE_VERSION = 1.3;

/** OpenPose's own output: { version, people: [{ pose_keypoints_2d, face_keypoints_2d, ... }] }, in pixels. */
export function looksLikeOpenPose(value: JsonValue): value is JsonObject {
  return isObject(value) && Array.isArray(value.people);
}

const readDetection: TripletReader = (x, y, score) => ({ x, y, visibility: 2, score });

/** People of a file of OpenPose's family; an entry that is no object is left out and reported. */
export function readPeople(list: JsonValue[], readTriplet: TripletReader, context: PoseFileContext): OpenPosePerson[] {
  const { log, losses, mayHoldNonFinite } = context;
  return list.flatMap((fields, index) => {
    if (isObject(fields)) {
      const record = new FileRecord(fields, log, 'annotation', index);
      return [readOpenPosePerson(record, readTriplet, losses, mayHoldNonFinite)];
    }
    const where = { record: 'annotation', index, id: null } as const;
    const got = describeValue(fields);
    log.add(where, { code: 'WRONG_TYPE', severity: 'error', field: '', expected: 'an object', got });
    return [];
  });
}

/**
 * One picture's people, in `body25` or `openpose18` as the lists are long; in `wholebody133` as soon as somebody has a face or a
 * hand. `c` is a score. The file does not say how large the picture was.
 */
export function parseOpenPose(file: JsonObject, context: PoseFileContext): Pose[] {
  const { log, losses, canvas, poseName, mayHoldNonFinite } = context;
  const found = readPeople(file.people as JsonValue[], readDetection, context);
  const skeleton = chooseSkeleton(
    found.some(({ hasFaceOrHands }) => hasFaceOrHands),
    found.map(({ body }) => body),
  );
  const people = placePeople(found, skeleton, losses);
  const taken = new Set(file.version === OPENPOSE_VERSION ? ['people', 'version'] : ['people']);
  const extra = new FileRecord(file, log, 'file', 0).readExtra(taken, mayHoldNonFinite);
  const size = guessCanvas(people, canvas, { record: 'file', index: null, id: null }, log, losses);
  return [{ name: poseName, skeleton: skeleton.name, ...size, people, ...(extra && { extra }) }];
}
