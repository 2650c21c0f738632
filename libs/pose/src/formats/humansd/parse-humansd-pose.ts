import { PoseError } from '../../errors.js';
import { UNLABELLED } from '../../keypoint.js';
import { SKELETONS } from '../../skeletons/registry.js';
import { type CanvasSize, type Keypoint, type PersonPose, type Pose } from '../../types.js';
import { ConversionLossLog, type ConversionReport } from '../conversion-report.js';
import { refuse } from '../numpy/byte-cursor.js';
import { DEFAULT_NUMPY_LIMITS, type NumpyLimits } from '../numpy/limits.js';
import { parseNumpyFile } from '../numpy/npz.js';
import { NumpyArray } from '../numpy/numpy-array.js';
import { PickleDict, type PickleValue, UnbuiltArray } from '../numpy/pickle-value.js';
import { type PoseProblem, type PoseProblemDetails, ProblemLog } from '../problems.js';

export interface ParseHumansdPoseOptions {
  /** Named in every problem and error. */
  readonly fileName: string;
  /** Size of the picture, which the file does not say. */
  readonly canvas?: CanvasSize;
  /** Default 1000 people, 1000 problems, and those of `DEFAULT_NUMPY_LIMITS`. */
  readonly limits?: Partial<NumpyLimits & { readonly maxPeople: number; readonly maxProblems: number }>;
}

export interface ParsedHumansdPose {
  /** People in the file's order, HumanSD's from the surest. */
  readonly pose: Pose;
  readonly problems: readonly PoseProblem[];
  readonly problemCount: number;
  readonly report: ConversionReport;
}

const DEFAULT_MAX_PEOPLE = 1000;
const JOINTS = SKELETONS.coco17.keypointNames.length;
const NUMBERS = JOINTS * 3;
const TAKEN = new Set(['keypoints', 'score', 'area']);

/** One person's numbers, however the file arranged them. */
interface PersonRecord {
  readonly keypoints: Float64Array | null;
  readonly score?: PickleValue | undefined;
  readonly area?: PickleValue | undefined;
}

type Report = (details: PoseProblemDetails) => void;

function toArray(value: PickleValue | undefined): NumpyArray | null {
  if (value instanceof UnbuiltArray) return value.array;
  return value instanceof NumpyArray ? value : null;
}

/** A number as numpy may hold it: bare, or as an array of one. */
function toNumber(value: PickleValue | undefined): number | undefined {
  if (typeof value === 'number') return value;
  const numbers = toArray(value)?.readNumbers();
  return numbers?.length === 1 ? numbers[0] : undefined;
}

function describe(value: PickleValue | undefined): string {
  const array = toArray(value);
  if (array) return `an array of shape (${array.shape.join(', ')})`;
  return value === undefined ? 'nothing' : typeof value === 'number' ? String(value) : 'something else';
}

/** HumanSD writes an absent joint as (-1, -1, 0); zeros all over mean the same in COCO. */
function isAbsent(x: number, y: number, score: number): boolean {
  return score === 0 && x === y && (x === -1 || x === 0);
}

function readJoint(numbers: Float64Array, joint: number, report: Report): Keypoint {
  const [x, y, score] = [numbers[joint * 3]!, numbers[joint * 3 + 1]!, numbers[joint * 3 + 2]!];
  if (isAbsent(x, y, score)) return UNLABELLED;
  if ([x, y, score].every(Number.isFinite)) return { x, y, visibility: 2, score };
  const got = `${x}, ${y}, ${score}`;
  report({ code: 'NOT_FINITE', severity: 'error', field: `keypoints[${joint}]`, expected: 'finite numbers', got });
  return UNLABELLED;
}

function readNumber(
  record: PersonRecord,
  field: 'score' | 'area',
  report: Report,
): Partial<Record<'score' | 'area', number>> {
  const value = record[field];
  if (value === undefined) return {};
  const number = toNumber(value);
  if (number !== undefined && Number.isFinite(number) && (field === 'score' || number >= 0)) return { [field]: number };
  const expected = field === 'score' ? 'a finite number' : 'a finite number of at least 0';
  const code = number === undefined ? 'WRONG_TYPE' : Number.isFinite(number) ? 'OUT_OF_RANGE' : 'NOT_FINITE';
  report({ code, severity: 'error', field, expected, got: number === undefined ? describe(value) : String(number) });
  return {};
}

function readPerson(record: PersonRecord, report: Report): PersonPose | null {
  const numbers = record.keypoints;
  if (!numbers) return null;
  const keypoints = Array.from({ length: JOINTS }, (_, joint) => readJoint(numbers, joint, report));
  return { keypoints, ...readNumber(record, 'score', report), ...readNumber(record, 'area', report) };
}

function readRecord(value: PickleValue, report: Report, losses: ConversionLossLog): PersonRecord | null {
  if (!(value instanceof PickleDict)) {
    report({ code: 'WRONG_TYPE', severity: 'error', field: '', expected: 'a dictionary', got: describe(value) });
    return null;
  }
  const keypoints = value.items.get('keypoints');
  const array = toArray(keypoints);
  const fits = array?.shape.join() === `${JOINTS},3`;
  if (!fits)
    report({
      code: keypoints === undefined ? 'MISSING_FIELD' : 'WRONG_LENGTH',
      severity: 'error',
      field: 'keypoints',
      expected: `an array of shape (${JOINTS}, 3)`,
      got: describe(keypoints),
    });
  for (const name of value.items.keys())
    if (!TAKEN.has(name)) {
      const what = `people[].${name.slice(0, 80)}`;
      losses.add({ kind: 'DROPPED', what, reason: 'no field of a HumanSD pose' });
    }
  return {
    keypoints: fits ? array.readNumbers() : null,
    score: value.items.get('score'),
    area: value.items.get('area'),
  };
}

/** Plain numbers, (people, 17, 3), with `score` and `area` as arrays beside: the form that needs no pickle. */
function readNumericRecords(arrays: ReadonlyMap<string, NumpyArray>, numbers: Float64Array): PersonRecord[] {
  const scores = arrays.get('score')?.readNumbers();
  const areas = arrays.get('area')?.readNumbers();
  return Array.from({ length: numbers.length / NUMBERS }, (_, person) => ({
    keypoints: numbers.subarray(person * NUMBERS, (person + 1) * NUMBERS),
    score: scores?.[person],
    area: areas?.[person],
  }));
}

function findPeople(arrays: ReadonlyMap<string, NumpyArray>, fileName: string): NumpyArray {
  const array = arrays.get('arr_0') ?? arrays.get('keypoints');
  const shape = array?.shape ?? [];
  if (array?.dtype.kind === 'object' && shape.length === 1) return array;
  if (array && shape.length >= 2 && shape.length <= 3 && shape.slice(-2).join() === `${JOINTS},3`) return array;
  const names = [...arrays].slice(0, 8).map(([name, { shape }]) => `${name.slice(0, 40)} (${shape.join(', ')})`);
  const expected = `an array "arr_0" of people, or "keypoints" of shape (people, ${JOINTS}, 3)`;
  return refuse(expected, names.join(', ') || 'no array', fileName);
}

function countPeople({ dtype, shape }: NumpyArray): number {
  if (dtype.kind === 'object') return shape[0]!;
  return shape.length === 3 ? shape[0]! : 1;
}

/** The smallest canvas that holds every joint. */
function computeCanvas(people: readonly PersonPose[]): CanvasSize {
  const joints = people.flatMap(({ keypoints }) => keypoints);
  const sideOf = (axis: 'x' | 'y') => joints.reduce((side, joint) => Math.max(side, Math.floor(joint[axis]) + 1), 1);
  return { width: sideOf('x'), height: sideOf('y') };
}

function chooseCanvas(people: readonly PersonPose[], canvas: CanvasSize | undefined, log: ProblemLog): CanvasSize {
  if (canvas) return canvas;
  const size = computeCanvas(people);
  const got = `none; ${size.width} x ${size.height} holds every joint`;
  const expected = "the picture's size from the caller";
  const where = { record: 'file', index: null, id: null } as const;
  log.add(where, { code: 'UNKNOWN_CANVAS', severity: 'warning', field: 'width, height', expected, got });
  return size;
}

/**
 * Reads a HumanSD pose file: `arr_0`, an object array of `{ keypoints: float32 (17, 3) = x, y, score, score, area }` as
 * numpy.savez writes it, or the same as plain numbers. Its pickle is parsed as data and never run. Coordinates are pixels of
 * the picture that the pose was found in.
 *
 * @throws PoseError INVALID_FILE; UNSAFE_PICKLE for anything that numpy does not write; LIMIT_EXCEEDED.
 */
export function parseHumansdPose(bytes: Uint8Array, options: ParseHumansdPoseOptions): ParsedHumansdPose {
  const { fileName, canvas } = options;
  const limits = { ...DEFAULT_NUMPY_LIMITS, maxPeople: DEFAULT_MAX_PEOPLE, maxProblems: 1000, ...options.limits };
  const arrays = parseNumpyFile(bytes, limits, fileName);
  const array = findPeople(arrays, fileName);
  if (countPeople(array) > limits.maxPeople)
    throw new PoseError(
      'LIMIT_EXCEEDED',
      `Expected at most ${limits.maxPeople} people, got ${countPeople(array)} (${fileName}).`,
    );
  const log = new ProblemLog(fileName, limits.maxProblems);
  const losses = new ConversionLossLog();
  const reporterOf =
    (index: number): Report =>
    (details) =>
      log.add({ record: 'annotation', index, id: null }, details);
  const numbers = array.readNumbers();
  const records = numbers
    ? readNumericRecords(arrays, numbers)
    : (array.content as readonly PickleValue[]).map((value, index) => readRecord(value, reporterOf(index), losses));
  const people = records
    .map((record, index) => record && readPerson(record, reporterOf(index)))
    .filter((person) => person !== null);
  const count = records.length - people.length;
  losses.add({ kind: 'DROPPED', what: 'people[]', count, reason: 'their joints cannot be read: see the problems' });
  const pose: Pose = { skeleton: 'coco17', ...chooseCanvas(people, canvas, log), people };
  return { pose, problems: log.problems, problemCount: log.count, report: losses.toReport('humansd-npz', 'coco17') };
}
