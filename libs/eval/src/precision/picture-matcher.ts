import { isLabelled, type PersonPose } from '@contrapposto/pose';
import { EvalError } from '../errors.js';
import { createOksFiller } from './fill-oks.js';
import { PeopleMatcher } from './match-people.js';
import { isPacked, PACKED, unpackPerson, type PersonLike } from './packed-person.js';
import { PeopleColumns } from './people-columns.js';
import { readFoundArea, readTruthArea } from './person-area.js';
import { type PrecisionColumns } from './precision-columns.js';
import { AREA_NAMES, type AreaRange, type PrecisionRules } from './presets.js';
import { ScoreRanking } from './rank-scores.js';
import { reserve } from './scratch.js';

/** A PoseSample, whose people may be packed. */
export interface PrecisionSample {
  readonly id: string;
  readonly scene?: string;
  readonly people: readonly PersonLike[];
  readonly found: readonly PersonLike[];
}

/** How alike a found person is to a true one, 0..1; null where the true one has nothing to compare. */
export type CompareShapes = (truth: PersonPose, found: PersonPose) => number | null;

export interface MatcherSettings {
  readonly rules: PrecisionRules;
  readonly oksSigmas: readonly number[];
  /** In place of OKS. */
  readonly compareShapes: CompareShapes | null;
}

/** One that nobody can be like: below every threshold. */
const UNLIKE = -1;

/** Compares and matches the people of one picture after another, in memory that serves them all: a picture costs next to no garbage. */
export class PictureMatcher {
  readonly #rules: PrecisionRules;
  readonly #ranges: readonly AreaRange[];
  readonly #compareShapes: CompareShapes | null;
  readonly #ignoresMissing: boolean;
  readonly #fillOks;
  readonly #matcher: PeopleMatcher;
  readonly #truth: PeopleColumns;
  readonly #found: PeopleColumns;
  readonly #ranking = new ScoreRanking();
  #scores = new Float64Array(0);
  #similarities = new Float64Array(0);
  #neverCounts = new Uint8Array(0);
  #truthIgnored = new Uint8Array(0);
  #truthCrowd = new Uint8Array(0);
  #foundOutside = new Uint8Array(0);
  #outcomes = new Int32Array(0);

  constructor({ rules, oksSigmas, compareShapes }: MatcherSettings) {
    this.#rules = rules;
    this.#ranges = AREA_NAMES.map((name) => rules.areaRanges[name]);
    this.#compareShapes = compareShapes;
    this.#ignoresMissing = rules.missingJoints === 'WORTH_NOTHING';
    const least = rules.thresholds[0]!;
    this.#fillOks = createOksFiller({ oksSigmas, missingJointsCountZero: this.#ignoresMissing, least });
    this.#matcher = new PeopleMatcher(rules.thresholds);
    this.#truth = new PeopleColumns(oksSigmas.length, 'true');
    this.#found = new PeopleColumns(oksSigmas.length, 'found');
  }

  /** @throws EvalError INVALID_SAMPLE, before anything is added */
  match(sample: PrecisionSample, columns: PrecisionColumns): void {
    const { dropsEmptyTruth, dropsEmptyFound } = this.#rules;
    const people = dropsEmptyTruth ? sample.people.filter(hasJoints) : sample.people;
    const candidates = dropsEmptyFound ? sample.found.filter(hasJoints) : sample.found;
    const order = this.#rankFound(candidates, sample.id);
    const found: PersonLike[] = [];
    const foundCount = Math.min(candidates.length, this.#rules.mostFound);
    for (let place = 0; place < foundCount; place += 1) found.push(candidates[order[place]!]!);

    this.#readTruth(people, sample.id);
    this.#readFound(found, sample.id);
    this.#compare(people, found);
    columns.addPicture(sample.id, sample.scene ?? null);
    for (let range = 0; range < this.#ranges.length; range += 1) columns.addTruthCount(this.#matchRange(range));
    columns.addFound(foundCount, this.#scores, order, this.#outcomes, this.#ranges.length);
  }

  /** Indices, the best score first. */
  #rankFound(found: readonly PersonLike[], picture: string): Int32Array {
    this.#scores = reserve(this.#scores, found.length);
    for (let index = 0; index < found.length; index += 1) {
      const score = found[index]!.score ?? 0;
      if (!Number.isFinite(score))
        throw new EvalError('INVALID_SAMPLE', `Expected finite scores, got ${score} (picture ${picture}).`);
      this.#scores[index] = score;
    }
    return this.#ranking.rank(this.#scores, found.length);
  }

  #readTruth(people: readonly PersonLike[], picture: string): void {
    const truth = this.#truth;
    truth.fill(people, picture);
    this.#neverCounts = reserve(this.#neverCounts, people.length);
    this.#truthCrowd = reserve(this.#truthCrowd, people.length);
    for (let index = 0; index < people.length; index += 1) {
      const person = people[index]!;
      truth.areas[index] = readTruthArea(person, this.#rules.area, truth, index, picture);
      this.#truthCrowd[index] = person.crowd === true ? 1 : 0;
      this.#neverCounts[index] = person.crowd === true || truth.labelledCounts[index] === 0 ? 1 : 0;
    }
  }

  #readFound(people: readonly PersonLike[], picture: string): void {
    const found = this.#found;
    found.fill(people, picture);
    for (let index = 0; index < people.length; index += 1)
      found.areas[index] = readFoundArea(people[index]!, found, index, this.#ignoresMissing);
  }

  #compare(people: readonly PersonLike[], found: readonly PersonLike[]): void {
    this.#similarities = reserve(this.#similarities, people.length * found.length);
    if (this.#compareShapes) this.#fillShapes(people.map(unpackPerson), found.map(unpackPerson), this.#compareShapes);
    else this.#fillOks(people, this.#truth, this.#found, this.#similarities);
    this.#matcher.load({ foundCount: found.length, truthCount: people.length, values: this.#similarities });
  }

  /** A true person without a shape is like nobody and does not count. */
  #fillShapes(people: readonly PersonPose[], found: readonly PersonPose[], compare: CompareShapes): void {
    for (const [index, truth] of people.entries()) {
      if (compare(truth, truth) === null) this.#neverCounts[index] = 1;
      for (const [other, person] of found.entries())
        this.#similarities[other * people.length + index] = compare(truth, person) ?? UNLIKE;
    }
  }

  /** Writes the outcomes under one area range. @returns how many true people count */
  #matchRange(range: number): number {
    const [least, most] = this.#ranges[range]!;
    const { count: truthCount, areas } = this.#truth;
    const { count: foundCount, areas: foundAreas } = this.#found;
    this.#truthIgnored = reserve(this.#truthIgnored, truthCount);
    this.#foundOutside = reserve(this.#foundOutside, foundCount);
    this.#outcomes = reserve(this.#outcomes, foundCount * this.#ranges.length);

    let counted = 0;
    for (let index = 0; index < truthCount; index += 1) {
      const isIgnored = this.#neverCounts[index] === 1 || areas[index]! < least || areas[index]! > most;
      this.#truthIgnored[index] = isIgnored ? 1 : 0;
      if (!isIgnored) counted += 1;
    }
    for (let index = 0; index < foundCount; index += 1)
      this.#foundOutside[index] = foundAreas[index]! < least || foundAreas[index]! > most ? 1 : 0;

    const people = {
      truthIgnored: this.#truthIgnored,
      truthCrowd: this.#truthCrowd,
      foundOutside: this.#foundOutside,
    };
    this.#matcher.match(people, this.#outcomes, range, this.#ranges.length);
    return counted;
  }
}

function hasJoints(person: PersonLike): boolean {
  if (!isPacked(person)) return person.keypoints.some((keypoint) => isLabelled(keypoint));
  return person.keypoints.some((value, index) => index % PACKED === 2 && value > 0);
}
