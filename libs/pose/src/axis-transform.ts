import { type BoundingBox, type Keypoint, type PersonPose } from './types.js';

/** x' = scaleX * x + offsetX, y' = scaleY * y + offsetY, in pixels. A negative scale mirrors. */
export interface AxisTransform {
  readonly scaleX: number;
  readonly scaleY: number;
  readonly offsetX: number;
  readonly offsetY: number;
}

function moveX(x: number, { scaleX, offsetX }: AxisTransform): number {
  return scaleX * x + offsetX;
}

function moveY(y: number, { scaleY, offsetY }: AxisTransform): number {
  return scaleY * y + offsetY;
}

function moveKeypoint(keypoint: Keypoint, transform: AxisTransform): Keypoint {
  if (keypoint.visibility === 0) return keypoint;
  return { ...keypoint, x: moveX(keypoint.x, transform), y: moveY(keypoint.y, transform) };
}

function moveBox([x, y, width, height]: BoundingBox, transform: AxisTransform): BoundingBox {
  const { scaleX, scaleY } = transform;
  return [
    moveX(scaleX < 0 ? x + width : x, transform),
    moveY(scaleY < 0 ? y + height : y, transform),
    Math.abs(scaleX) * width,
    Math.abs(scaleY) * height,
  ];
}

type FieldMover = (value: unknown, transform: AxisTransform) => unknown;

const isNumbers = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'number');

/** x, y, x, y, ... in a list, or lists of such lists; undefined for anything else. */
const movePoints: FieldMover = (value, transform) => {
  if (isNumbers(value) && value.length % 2 === 0)
    return value.map((number, index) => (index % 2 === 0 ? moveX(number, transform) : moveY(number, transform)));
  if (!Array.isArray(value)) return undefined;
  const parts = value.map((part) => movePoints(part, transform));
  return parts.includes(undefined) ? undefined : parts;
};

/** x, y, v, x, y, v, ...; unlabelled joints stay at 0, 0. */
const moveTriplets: FieldMover = (value, transform) => {
  if (!isNumbers(value) || value.length % 3 !== 0) return undefined;
  return value.map((number, index) => {
    const flag = value[index - (index % 3) + 2]!;
    if (flag === 0 || index % 3 === 2) return number;
    return index % 3 === 0 ? moveX(number, transform) : moveY(number, transform);
  });
};

const moveBoxField: FieldMover = (value, transform) =>
  isNumbers(value) && value.length === 4 ? moveBox(value as unknown as BoundingBox, transform) : undefined;

/** Fields of COCO, COCO-WholeBody and Human-Art that hold pixels, and so must follow the joints. */
const PIXEL_FIELDS: ReadonlyMap<string, FieldMover> = new Map([
  ['segmentation', movePoints],
  ['self_contact', movePoints],
  ['foot_kpts', moveTriplets],
  ['face_kpts', moveTriplets],
  ['lefthand_kpts', moveTriplets],
  ['righthand_kpts', moveTriplets],
  ['face_box', moveBoxField],
  ['lefthand_box', moveBoxField],
  ['righthand_box', moveBoxField],
]);

/** The person without box, area, and the fields in `extra` that are known to hold pixels. */
export function withoutPixelFields({ bbox: _box, area: _area, extra, ...person }: PersonPose): PersonPose {
  if (!extra) return person;
  const kept = Object.entries(extra).filter(([name]) => !PIXEL_FIELDS.has(name));
  return { ...person, extra: Object.fromEntries(kept) };
}

function moveExtra(extra: Readonly<Record<string, unknown>>, transform: AxisTransform) {
  const dropped: string[] = [];
  const entries = Object.entries(extra).flatMap(([name, value]): [string, unknown][] => {
    const mover = PIXEL_FIELDS.get(name);
    if (!mover) return [[name, value]];
    const moved = mover(value, transform);
    if (moved === undefined) dropped.push(name);
    return moved === undefined ? [] : [[name, moved]];
  });
  return { extra: Object.fromEntries(entries), dropped };
}

/**
 * Moves a person: joints, box, area, and the fields in `extra` that are known to hold pixels.
 * @returns the person, and the names of fields in pixels that could not follow (run-length masks) and were left out.
 */
export function movePerson(person: PersonPose, transform: AxisTransform): { person: PersonPose; dropped: string[] } {
  const { extra, dropped } = person.extra
    ? moveExtra(person.extra, transform)
    : { extra: undefined, dropped: [] as string[] };
  const moved: PersonPose = {
    ...person,
    keypoints: person.keypoints.map((keypoint) => moveKeypoint(keypoint, transform)),
    ...(person.bbox && { bbox: moveBox(person.bbox, transform) }),
    ...(person.area !== undefined && { area: person.area * Math.abs(transform.scaleX * transform.scaleY) }),
    ...(extra && { extra }),
  };
  return { person: moved, dropped };
}
