import { type CanvasSize, type PersonPose, type Pose } from '../types.js';
import { guessCanvas } from './canvas-guess.js';
import { readPerson } from './coco-annotation.js';
import { type ConversionLossLog } from './conversion-report.js';
import { FileRecord, isObject } from './file-record.js';
import { type JsonValue } from './json-reader.js';
import { describeValue, type ProblemLog } from './problems.js';

/** A detector's output in COCO's result form: [{ image_id, category_id, keypoints, score }]. */
export function looksLikeCocoResults(value: JsonValue): value is JsonValue[] {
  return Array.isArray(value) && isObject(value[0]) && 'image_id' in value[0] && 'keypoints' in value[0];
}

/**
 * @param canvas size of the pictures; without it each pose gets the smallest canvas that holds its joints, with a warning.
 */
export function parseCocoResults(
  list: JsonValue[],
  log: ProblemLog,
  losses: ConversionLossLog,
  nonFinite: boolean,
  canvas?: CanvasSize,
): Pose[] {
  const byImage = new Map<string, PersonPose[]>();
  for (const [index, fields] of list.entries()) {
    const where = { record: 'annotation', index, id: null } as const;
    if (!isObject(fields)) {
      const got = describeValue(fields);
      log.add(where, { code: 'WRONG_TYPE', severity: 'error', field: '', expected: 'an object', got });
      continue;
    }
    const record = new FileRecord(fields, log, 'annotation', index);
    const imageId = record.readId('image_id');
    if (imageId === undefined) continue;
    record.imageId = imageId;
    const person = readPerson(record, undefined, 'score', nonFinite);
    if (!person) continue;
    const people = byImage.get(imageId) ?? [];
    people.push(person);
    byImage.set(imageId, people);
  }
  return [...byImage].map(([id, people]) => {
    const size = guessCanvas(people, canvas, { record: 'image', index: null, id, imageId: id }, log, losses);
    return { id, skeleton: 'coco17', ...size, people };
  });
}
