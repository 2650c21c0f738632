import { UNLABELLED } from '../keypoint.js';
import { SKELETONS } from '../skeletons/registry.js';
import { type PersonPose, type Pose } from '../types.js';
import { readPerson } from './coco-annotation.js';
import { type CocoCategory, readCategories } from './coco-categories.js';
import { FileRecord, isObject } from './file-record.js';
import { type JsonObject, type JsonValue } from './json-reader.js';
import { describeValue, type ProblemLog } from './problems.js';

/** What a file holds beside images and annotations, kept for writing it again. */
export interface CocoEnvelope {
  readonly info?: unknown;
  readonly licenses?: unknown;
  readonly categories: readonly Readonly<Record<string, unknown>>[];
  readonly extra?: Readonly<Record<string, unknown>>;
}

export interface CocoContents {
  readonly format: 'coco' | 'humanart';
  readonly poses: Pose[];
  readonly envelope: CocoEnvelope;
  readonly categories: readonly CocoCategory[];
}

export type CocoImage = Omit<Pose, 'skeleton' | 'people'> & { readonly id: string };

interface ImageEntry {
  readonly image: CocoImage;
  readonly people: PersonPose[];
}

/** Fields of an image that are read into a pose; others stay in `extra`. */
export const IMAGE_FIELDS = ['id', 'width', 'height', 'file_name'] as const;
const IMAGE_TAKEN: ReadonlySet<string> = new Set(IMAGE_FIELDS);
const FILE_TAKEN = new Set(['images', 'annotations', 'categories', 'info', 'licenses']);
const HUMANART_JOINTS = SKELETONS.humanart21.keypointNames.length;

const isSide = (value: number) => Number.isInteger(value) && value >= 1;

class CocoReader {
  private readonly images = new Map<string, ImageEntry>();
  private readonly refusedImages = new Set<string>();
  private readonly annotationIds = new Set<string>();

  constructor(
    private readonly file: JsonObject,
    private readonly log: ProblemLog,
    private readonly mayHoldNonFinite: boolean,
  ) {}

  read(): CocoContents {
    const categories = readCategories(this.file.categories, this.log);
    this.forEachRecord('images', 'image', (record) => this.readImage(record));
    this.forEachRecord('annotations', 'annotation', (record) => this.readAnnotation(record, categories));
    const poses = [...this.images.values()].map(toCocoPose);
    const isHumanArt =
      poses.some(({ skeleton }) => skeleton === 'humanart21') ||
      [...categories.values()].some(({ layout }) => layout?.skeleton === 'humanart21');
    return {
      format: isHumanArt ? 'humanart' : 'coco',
      poses,
      envelope: readCocoEnvelope(this.file, this.log, this.mayHoldNonFinite),
      categories: [...categories.values()],
    };
  }

  /** Visits a list's objects, and lets go of each one's parsed form as soon as it is read. */
  private forEachRecord(field: string, kind: 'image' | 'annotation', visit: (record: FileRecord) => void): void {
    const list = this.file[field];
    if (!Array.isArray(list)) {
      const code = list === undefined ? 'MISSING_FIELD' : 'WRONG_TYPE';
      const got = describeValue(list);
      const where = { record: 'file', index: null, id: null } as const;
      this.log.add(where, { code, severity: 'error', field, expected: 'a list', got });
      return;
    }
    for (let index = 0; index < list.length; index++) {
      const fields = list[index]!;
      list[index] = null;
      if (isObject(fields)) visit(new FileRecord(fields, this.log, kind, index));
      else {
        const got = describeValue(fields);
        const where = { record: kind, index, id: null };
        this.log.add(where, { code: 'WRONG_TYPE', severity: 'error', field: '', expected: 'an object', got });
      }
    }
  }

  private readImage(record: FileRecord): void {
    const id = record.readId('id');
    if (id === undefined) return;
    record.id = record.imageId = id;
    if (this.images.has(id)) {
      record.report({
        code: 'DUPLICATE_ID',
        severity: 'error',
        field: 'id',
        expected: 'an id that no earlier image has',
        got: id,
      });
      return;
    }
    const image = readCocoImage(record, id, this.mayHoldNonFinite);
    if (image) this.images.set(id, { image, people: [] });
    else this.refusedImages.add(id);
  }

  private readAnnotation(record: FileRecord, categories: ReadonlyMap<string, CocoCategory>): void {
    record.id = this.readAnnotationId(record);
    const imageId = record.readId('image_id');
    if (imageId === undefined) return;
    record.imageId = imageId;
    const entry = this.images.get(imageId);
    if (!entry) {
      record.report({
        code: 'MISSING_IMAGE',
        severity: 'error',
        field: 'image_id',
        expected: 'the id of an image in this file',
        got: this.refusedImages.has(imageId) ? `${imageId}, which could not be read` : imageId,
      });
      return;
    }
    const person = readCocoPerson(record, categories, this.mayHoldNonFinite);
    if (person) entry.people.push(person);
  }

  /** Null, reported, where the id cannot be used or an earlier annotation has it; the person is kept all the same. */
  private readAnnotationId(record: FileRecord): string | null {
    const id = record.readId('id');
    if (id === undefined) return null;
    if (!this.annotationIds.has(id)) {
      this.annotationIds.add(id);
      return id;
    }
    record.report({
      code: 'DUPLICATE_ID',
      severity: 'warning',
      field: 'id',
      expected: 'an id that no earlier annotation has',
      got: id,
    });
    return null;
  }
}

/** Undefined for a category that the file does not describe; null, reported, for one whose keypoints are no person's. */
function findCategory(record: FileRecord, categories: ReadonlyMap<string, CocoCategory>) {
  const value = record.fields.category_id;
  if (value === undefined || categories.size === 0) return undefined;
  const category = categories.get(describeValue(value));
  if (category && (category.layout || !category.namesKeypoints)) return category;
  record.report({
    code: 'UNKNOWN_CATEGORY',
    severity: category ? 'error' : 'warning',
    field: 'category_id',
    expected: 'a category with the keypoints of a person',
    got: category ? `${category.id} (${category.name})` : describeValue(value),
  });
  return category ? null : undefined;
}

/** An image's own fields; undefined, reported, without a usable size. */
export function readCocoImage(record: FileRecord, id: string, mayHoldNonFinite: boolean): CocoImage | undefined {
  const width = readSide(record, 'width');
  const height = readSide(record, 'height');
  if (width === undefined || height === undefined) return undefined;
  const { file_name: name } = record.fields;
  const extra = record.readExtra(IMAGE_TAKEN, mayHoldNonFinite);
  return { id, ...(typeof name === 'string' && { name }), width, height, ...(extra && { extra }) };
}

function readSide(record: FileRecord, field: 'width' | 'height'): number | undefined {
  const expected = 'a whole number of pixels, at least 1';
  if (record.fields[field] !== undefined) return record.readNumber(field, expected, isSide);
  record.report({ code: 'MISSING_FIELD', severity: 'error', field, expected, got: 'nothing' });
  return undefined;
}

/** The person of an annotation; undefined, reported, where its category or its joints are no person's. */
export function readCocoPerson(
  record: FileRecord,
  categories: ReadonlyMap<string, CocoCategory>,
  mayHoldNonFinite: boolean,
): PersonPose | undefined {
  const category = findCategory(record, categories);
  return category === null ? undefined : readPerson(record, category, 'visibility', mayHoldNonFinite);
}

/** People of one image share a skeleton: Human-Art's as soon as one of them has its joints. */
export function toCocoPose({ image, people }: ImageEntry): Pose {
  if (!people.some(({ keypoints }) => keypoints.length === HUMANART_JOINTS))
    return { ...image, skeleton: 'coco17', people };
  const padded = people.map((person) =>
    person.keypoints.length === HUMANART_JOINTS
      ? person
      : { ...person, keypoints: [...person.keypoints, UNLABELLED, UNLABELLED, UNLABELLED, UNLABELLED] },
  );
  return { ...image, skeleton: 'humanart21', people: padded };
}

/** Everything in a file beside its images and annotations. */
export function readCocoEnvelope(file: JsonObject, log: ProblemLog, mayHoldNonFinite: boolean): CocoEnvelope {
  const record = new FileRecord(file, log, 'file', 0);
  const { info, licenses, categories } = file;
  const extra = record.readExtra(FILE_TAKEN, mayHoldNonFinite);
  return {
    ...(info !== undefined && { info }),
    ...(licenses !== undefined && { licenses }),
    categories: Array.isArray(categories) ? categories.filter(isObject) : [],
    ...(extra && { extra }),
  };
}

/** COCO keypoints, or Human-Art's superset of it. Empties the lists it reads, so that their memory can go. */
export function parseCoco(file: JsonObject, log: ProblemLog, mayHoldNonFinite: boolean): CocoContents {
  return new CocoReader(file, log, mayHoldNonFinite).read();
}

export function looksLikeCoco(value: JsonValue): value is JsonObject {
  return isObject(value) && (Array.isArray(value.images) || Array.isArray(value.annotations));
}
