import { UNLABELLED } from '../keypoint.js';
import { type SkeletonDefinition } from '../skeletons/definition.js';
import { SKELETONS } from '../skeletons/registry.js';
import { type Keypoint, type PersonPose } from '../types.js';
import { type ConversionLossLog } from './conversion-report.js';
import { codeOf, type FileRecord, isFiniteNumber } from './file-record.js';
import { type JsonValue } from './json-reader.js';
import { FACE, FACE_WITH_PUPILS, LEFT_HAND, type PartLayout, RIGHT_HAND } from './openpose-parts.js';
import { describeValue } from './problems.js';

/** One x, y, c triplet as a joint: what c means is the format's. Called with finite numbers, not all 0. */
export type TripletReader = (x: number, y: number, c: number) => Keypoint;

export interface OpenPosePerson {
  readonly body: SkeletonDefinition;
  readonly hasFaceOrHands: boolean;
  /** Labelled joints by landmark. */
  readonly joints: ReadonlyMap<string, Keypoint>;
  readonly rest: Omit<PersonPose, 'keypoints'>;
}

interface Part {
  readonly field: string;
  readonly layouts: readonly PartLayout[];
}

const BODIES = [SKELETONS.openpose18, SKELETONS.body25];
const BODY: Part = { field: 'pose_keypoints_2d', layouts: BODIES.map(({ landmarks }) => landmarks) };
const EXTREMITIES: readonly Part[] = [
  { field: 'face_keypoints_2d', layouts: [FACE, FACE_WITH_PUPILS] },
  { field: 'hand_left_keypoints_2d', layouts: [LEFT_HAND] },
  { field: 'hand_right_keypoints_2d', layouts: [RIGHT_HAND] },
];
const TAKEN = new Set(['person_id', BODY.field, ...EXTREMITIES.map(({ field }) => field)]);

/** Fields that OpenPose always writes, and that say nothing when they are empty. */
const IN_SPACE = ['pose_keypoints_3d', 'face_keypoints_3d', 'hand_left_keypoints_3d', 'hand_right_keypoints_3d'];

const isEmptyList = (value: unknown) => Array.isArray(value) && value.length === 0;

class PersonReader {
  readonly joints = new Map<string, Keypoint>();

  constructor(
    private readonly record: FileRecord,
    private readonly readTriplet: TripletReader,
    private readonly losses: ConversionLossLog,
  ) {}

  /** The layout that was read, or undefined where the part is absent, empty, null or (reported) of no known length. */
  readPart({ field, layouts }: Part): PartLayout | undefined {
    const value = this.record.fields[field];
    if (value === undefined || value === null || isEmptyList(value)) return undefined;
    const list = Array.isArray(value) && value.every(Array.isArray) ? value.flat() : value;
    const layout = Array.isArray(list) ? layouts.find(({ length }) => length * 3 === list.length) : undefined;
    if (layout) this.readJoints(field, layout, list as JsonValue[]);
    else
      this.record.report({
        code: Array.isArray(list) ? 'WRONG_LENGTH' : 'WRONG_TYPE',
        severity: 'error',
        field,
        expected: `a list of ${layouts.map(({ length }) => length * 3).join(' or ')} numbers`,
        got: describeValue(list),
      });
    return layout;
  }

  private readJoints(field: string, layout: PartLayout, list: readonly JsonValue[]): void {
    for (const [index, landmark] of layout.entries()) {
      const triplet = list.slice(index * 3, index * 3 + 3);
      const bad = triplet.findIndex((value) => !isFiniteNumber(value));
      if (bad >= 0) this.reportNumber(`${field}[${index * 3 + bad}]`, triplet[bad]!);
      else this.place(landmark, triplet as unknown as readonly [number, number, number]);
    }
  }

  private reportNumber(field: string, value: JsonValue): void {
    const expected = 'a finite number';
    this.record.report({ code: codeOf(value), severity: 'error', field, expected, got: describeValue(value) });
  }

  private place(landmark: string | null, [x, y, c]: readonly [number, number, number]): void {
    if (x === 0 && y === 0 && c === 0) return;
    const keypoint = this.readTriplet(x, y, c);
    if (keypoint.visibility === 0) return;
    if (landmark !== null) this.joints.set(landmark, keypoint);
    else this.losses.add({ kind: 'DROPPED', what: 'joint pupil', reason: 'no skeleton has pupils' });
  }
}

/** OpenPose's person_id is a list of one number, -1 where people are not followed. */
function readPersonId({ fields }: FileRecord): string | undefined {
  const value = Array.isArray(fields.person_id) ? fields.person_id[0] : fields.person_id;
  const isId = typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value) && value >= 0);
  return isId ? String(value) : undefined;
}

/**
 * Reads one entry of `people`. A bad number leaves one joint out, a list of no known length one part; both are reported. Null
 * and empty lists mean that the part was not looked for.
 */
export function readOpenPosePerson(
  record: FileRecord,
  readTriplet: TripletReader,
  losses: ConversionLossLog,
  mayHoldNonFinite: boolean,
): OpenPosePerson {
  const id = readPersonId(record);
  record.id = id ?? null;
  const reader = new PersonReader(record, readTriplet, losses);
  const body = reader.readPart(BODY);
  const others = EXTREMITIES.map((part) => reader.readPart(part));
  const silent = IN_SPACE.filter((field) => isEmptyList(record.fields[field]));
  const extra = record.readExtra(new Set([...TAKEN, ...silent]), mayHoldNonFinite);
  return {
    body: BODIES.find(({ landmarks }) => landmarks === body) ?? SKELETONS.openpose18,
    hasFaceOrHands: others.some((layout) => layout !== undefined),
    joints: reader.joints,
    rest: { ...(id !== undefined && { id }), ...(extra && { extra }) },
  };
}

/** People as a skeleton tells them; joints that it does not have are dropped. */
export function placePeople(
  people: readonly OpenPosePerson[],
  skeleton: SkeletonDefinition,
  losses: ConversionLossLog,
): PersonPose[] {
  const known = new Set(skeleton.landmarks);
  const reason = `with a face or hands people are told in ${skeleton.name}, which has no such joint`;
  return people.map(({ joints, rest }) => {
    for (const landmark of joints.keys())
      if (!known.has(landmark)) losses.add({ kind: 'DROPPED', what: `joint ${landmark}`, reason });
    return { keypoints: skeleton.landmarks.map((landmark) => joints.get(landmark) ?? UNLABELLED), ...rest };
  });
}
