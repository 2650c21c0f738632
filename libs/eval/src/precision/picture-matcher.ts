import { isLabelled, type PersonPose } from '@contrapposto/pose';
import { EvalError } from '../errors.js';
import { type PoseSample } from '../pose-sample.js';
import { createOksFiller } from './fill-oks.js';
import { matchPeople, type CountedPeople } from './match-people.js';
import { PeopleColumns } from './people-columns.js';
import { readFoundArea, readTruthArea } from './person-area.js';
import { type PrecisionRules } from './presets.js';
import { rankScores } from './rank-scores.js';

/** What one picture adds to an average precision. */
export interface MatchedPicture {
  /** Of the found people that count, the highest first. */
  readonly scores: readonly number[];
  /** Per found person its outcome under each area range, see matchPeople. */
  readonly outcomes: readonly number[];
  /** Per area range, the true people that count. */
  readonly truthCounts: readonly number[];
}

/** How alike a found person is to a true one, 0..1; null where the true one has nothing to compare. */
export type CompareShapes = (truth: PersonPose, found: PersonPose) => number | null;

export interface MatcherSettings {
  readonly rules: PrecisionRules;
  readonly oksSigmas: readonly number[];
  /** In place of OKS. */
  readonly compareShapes: CompareShapes | null;
}

/** Compares and matches the people of one picture after another, in memory that serves them all. */
export function createPictureMatcher({ rules, oksSigmas, compareShapes }: MatcherSettings) {
  const ignoresMissing = rules.missingJoints === 'WORTH_NOTHING';
  const fillOks = createOksFiller({ oksSigmas, missingJointsCountZero: ignoresMissing });
  const ranges = Object.values(rules.areaRanges);
  const truthColumns = new PeopleColumns(oksSigmas.length);
  const foundColumns = new PeopleColumns(oksSigmas.length);
  let values = new Float64Array(0);

  return (sample: PoseSample): MatchedPicture => {
    const where = `picture ${sample.id}`;
    const people = rules.dropsEmptyTruth ? sample.people.filter(hasJoints) : sample.people;
    const found = rankFound(sample.found, rules, where);
    truthColumns.fill(people, `${where}, true people`);
    foundColumns.fill(found, `${where}, found people`);
    if (values.length < people.length * found.length) values = new Float64Array(2 * people.length * found.length);

    const areas = Float64Array.from(people, (person, index) =>
      assertArea(readTruthArea(person, rules.area, truthColumns, index, where), where),
    );
    const foundAreas = Float64Array.from(found, (person, index) =>
      readFoundArea(person, foundColumns, index, ignoresMissing),
    );
    const neverCounts = Uint8Array.from(people, (person, index) =>
      person.crowd === true || truthColumns.labelledCounts[index] === 0 ? 1 : 0,
    );
    if (compareShapes) fillShapes(people, found, compareShapes, values, neverCounts);
    else
      fillOks(
        truthColumns,
        areas,
        people.map(({ bbox }) => bbox),
        foundColumns,
        values,
      );

    const table = { foundCount: found.length, truthCount: people.length, values };
    const truthCrowd = Uint8Array.from(people, ({ crowd }) => (crowd === true ? 1 : 0));
    const outcomes: number[] = [];
    const truthCounts = ranges.map(([least, most], range) => {
      const isOutside = (area: number) => (area < least || area > most ? 1 : 0);
      const counted: CountedPeople = {
        truthCrowd,
        truthIgnored: neverCounts.map((ignored, index) => ignored | isOutside(areas[index]!)),
        foundOutside: Uint8Array.from(foundAreas, isOutside),
      };
      matchPeople(table, counted, rules.thresholds, outcomes, { offset: range, stride: ranges.length });
      return counted.truthIgnored.reduce((count, ignored) => count + 1 - ignored, 0);
    });
    return { scores: found.map(readScore), outcomes, truthCounts };
  };
}

/** The found people that count, the best first. */
function rankFound(found: readonly PersonPose[], rules: PrecisionRules, where: string): PersonPose[] {
  const counted = rules.dropsEmptyFound ? found.filter(hasJoints) : found;
  const scores = counted.map(readScore);
  if (!scores.every(Number.isFinite))
    throw new EvalError('INVALID_SAMPLE', `Expected finite scores, got another (${where}).`);
  return [...rankScores(scores).subarray(0, rules.mostFound)].map((index) => counted[index]!);
}

function readScore({ score }: PersonPose): number {
  return score ?? 0;
}

function hasJoints({ keypoints }: PersonPose): boolean {
  return keypoints.some((keypoint) => isLabelled(keypoint));
}

function assertArea(area: number, where: string): number {
  if (area >= 0 && area < Infinity) return area;
  throw new EvalError('INVALID_SAMPLE', `Expected an area of 0 or more square pixels, got ${area} (${where}).`);
}

/** One that nobody can be like: below every threshold. */
const UNLIKE = -1;

/** Fills the table by `compare`; a true person without a shape is like nobody and does not count. */
function fillShapes(
  people: readonly PersonPose[],
  found: readonly PersonPose[],
  compare: CompareShapes,
  values: Float64Array,
  neverCounts: Uint8Array,
): void {
  for (const [index, truth] of people.entries()) {
    if (compare(truth, truth) === null) neverCounts[index] = 1;
    for (const [other, person] of found.entries())
      values[other * people.length + index] = compare(truth, person) ?? UNLIKE;
  }
}
