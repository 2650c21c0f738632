import { PoseError } from '../../errors.js';
import { FileRecord, isObject } from '../file-record.js';
import { readCocoImage } from '../parse-coco.js';
import { createInternedStrings, type JsonLimits, parseJson } from '../json-reader.js';
import { describeValue, type ProblemLog } from '../problems.js';
import { type ByteRange } from './byte-source.js';
import { GrowingNumbers } from './growing-numbers.js';
import { readOwnIds } from './own-ids.js';
import { type OwnStrings } from './record-scanner.js';

/** An annotation's place, as the second reading needs it. */
export interface IndexedAnnotation extends ByteRange {
  /** Position in the file's list. */
  readonly index: number;
  /** An earlier annotation has its id. */
  readonly repeatsId: boolean;
}

export interface IndexedImage extends ByteRange {
  readonly index: number;
  readonly slot: number;
  readonly bytesInAll: number;
}

const NOWHERE = -1;
const NO_NUMBER = NaN;

/** Ids that are whole numbers a double holds are kept as such, which takes a fraction of a text's memory. */
type IdKey = number | string;

function toKey(id: string): IdKey {
  const number = Number(id);
  return Number.isSafeInteger(number) && String(number) === id ? number : id;
}

/**
 * Where each image and annotation stands, and which belong together: less than 100 bytes for each, whatever their size and order.
 * What is wrong with images, and annotations that belong nowhere, is reported here; what is wrong inside the others, when they are
 * read.
 */
export class CocoIndex {
  private readonly slots = new Map<IdKey, number>();
  private readonly imageOffsets = new GrowingNumbers();
  private readonly imageLengths = new GrowingNumbers();
  private readonly imageIndices = new GrowingNumbers();
  /** Slots in the order of the file's images. */
  private readonly imageSlots = new GrowingNumbers();
  private readonly offsets = new GrowingNumbers();
  private readonly lengths = new GrowingNumbers();
  private readonly slotOf = new GrowingNumbers();
  private readonly ids = new GrowingNumbers();
  private readonly indices = new GrowingNumbers();
  /** Slots of images that were there and could not be read. */
  private readonly refused = new Set<number>();
  private readonly textIds = new Map<string, number>();
  /** Annotations whose id an earlier one has, and the id. */
  private readonly repeats = new Map<number, string>();
  private readonly strings = createInternedStrings();
  private readonly counts = { images: 0, annotations: 0 };

  constructor(
    private readonly log: ProblemLog,
    private readonly limits: JsonLimits & { readonly maxRecords: number },
  ) {}

  get imageCount(): number {
    return this.imageSlots.length;
  }

  get annotationCount(): number {
    return this.offsets.length;
  }

  addImage(bytes: Uint8Array, offset: number): void {
    const index = this.count('images');
    const { record, nonFinite } = this.readRecord(bytes, 'image', index);
    const id = record?.readId('id');
    if (!record || id === undefined) return;
    record.id = record.imageId = id;
    const slot = this.slotOfImage(toKey(id));
    if (this.imageOffsets.at(slot) !== NOWHERE) {
      const expected = 'an id that no earlier image has';
      record.report({ code: 'DUPLICATE_ID', severity: 'error', field: 'id', expected, got: id });
      return;
    }
    if (readCocoImage(record, id, nonFinite)) this.setImage(slot, { offset, length: bytes.length, index });
    else this.refused.add(slot);
  }

  /** Reads no more of it than whose it is: what else is in it, or wrong with it, the second reading finds. */
  addAnnotation(bytes: Uint8Array, offset: number, strings: OwnStrings): void {
    const index = this.count('annotations');
    const ids = readOwnIds(bytes, strings) ?? this.parseIds(bytes, index);
    if (!ids) return;
    this.offsets.push(offset);
    this.lengths.push(bytes.length);
    this.slotOf.push(ids.imageId === undefined ? NOWHERE : this.slotOfImage(ids.imageId));
    this.indices.push(index);
    this.addId(ids.id);
  }

  /** Undefined, reported, where it is no object. */
  private parseIds(
    bytes: Uint8Array,
    index: number,
  ): { id?: IdKey | undefined; imageId?: IdKey | undefined } | undefined {
    const { record } = this.readRecord(bytes, 'annotation', index);
    if (!record) return undefined;
    const id = record.readId('id');
    record.id = id ?? null;
    const imageId = record.readId('image_id');
    return { id: id && toKey(id), imageId: imageId && toKey(imageId) };
  }

  private count(list: 'images' | 'annotations'): number {
    const { maxRecords } = this.limits;
    if (this.counts.images + this.counts.annotations >= maxRecords)
      throw new PoseError(
        'LIMIT_EXCEEDED',
        `Expected at most ${maxRecords} images and annotations, got more (${this.log.file}).`,
      );
    return this.counts[list]++;
  }

  private readRecord(
    bytes: Uint8Array,
    kind: 'image' | 'annotation',
    index: number,
  ): { record?: FileRecord; nonFinite: boolean } {
    const { value, nonFiniteCount } = parseJson(
      bytes,
      this.limits,
      `${this.log.file}, ${kind} at index ${index}`,
      this.strings,
    );
    const nonFinite = nonFiniteCount > 0;
    if (isObject(value)) return { record: new FileRecord(value, this.log, kind, index), nonFinite };
    const got = describeValue(value);
    this.log.add(
      { record: kind, index, id: null },
      { code: 'WRONG_TYPE', severity: 'error', field: '', expected: 'an object', got },
    );
    return { nonFinite };
  }

  /** Images get a place when anything first names them: annotations may come before. */
  private slotOfImage(key: IdKey): number {
    const known = this.slots.get(key);
    if (known !== undefined) return known;
    const slot = this.slots.size;
    this.slots.set(key, slot);
    this.imageOffsets.push(NOWHERE);
    this.imageLengths.push(0);
    this.imageIndices.push(NOWHERE);
    return slot;
  }

  private setImage(slot: number, { offset, length, index }: ByteRange & { index: number }): void {
    this.imageOffsets.set(slot, offset);
    this.imageLengths.set(slot, length);
    this.imageIndices.set(slot, index);
    this.imageSlots.push(slot);
  }

  private addId(key: IdKey = NO_NUMBER): void {
    const position = this.ids.length;
    this.ids.push(typeof key === 'number' ? key : NO_NUMBER);
    if (typeof key !== 'string') return;
    if (this.textIds.has(key)) this.repeats.set(position, key);
    else this.textIds.set(key, position);
  }

  /** Reports ids that come twice and people without a picture, and lists annotations by image. */
  close(): ClosedCocoIndex {
    this.findRepeats();
    this.reportRepeats();
    const starts = new Uint32Array(this.slots.size + 1);
    for (let i = 0; i < this.slotOf.length; i++) if (this.slotOf.at(i) !== NOWHERE) starts[this.slotOf.at(i) + 1]!++;
    for (let slot = 0; slot < this.slots.size; slot++) starts[slot + 1]! += starts[slot]!;
    const next = starts.slice();
    const bySlot = new Uint32Array(this.slotOf.length);
    for (let i = 0; i < this.slotOf.length; i++)
      if (this.slotOf.at(i) !== NOWHERE) bySlot[next[this.slotOf.at(i)]!++] = i;
    this.reportOrphans(starts, bySlot);
    return {
      imageCount: this.imageCount,
      imageAt: (order) => this.imageAt(this.imageSlots.at(order), starts, bySlot),
      annotationsOf: ({ slot }) =>
        Array.from(bySlot.subarray(starts[slot], starts[slot + 1]), (position) => this.annotationAt(position)),
    };
  }

  private findRepeats(): void {
    const sorted = this.ids.toSorted();
    const twice = new Set<number>();
    for (let i = 1; i < sorted.length; i++) if (sorted[i] === sorted[i - 1]) twice.add(sorted[i]!);
    const seen = new Set<number>();
    for (let i = 0; twice.size > 0 && i < this.ids.length; i++) {
      const id = this.ids.at(i);
      if (!twice.has(id)) continue;
      if (seen.has(id)) this.repeats.set(i, String(id));
      seen.add(id);
    }
  }

  private reportRepeats(): void {
    const expected = 'an id that no earlier annotation has';
    for (const [position, id] of this.repeats)
      this.log.add(
        { record: 'annotation', index: this.indices.at(position), id: null },
        { code: 'DUPLICATE_ID', severity: 'warning', field: 'id', expected, got: id },
      );
  }

  private reportOrphans(starts: Uint32Array, bySlot: Uint32Array): void {
    const expected = 'the id of an image in this file';
    for (const [key, slot] of this.slots) {
      if (this.imageOffsets.at(slot) !== NOWHERE) continue;
      const imageId = String(key);
      const got = this.refused.has(slot) ? `${imageId}, which could not be read` : imageId;
      for (const position of bySlot.subarray(starts[slot], starts[slot + 1])) {
        const own = this.ids.at(position);
        const id = Number.isNaN(own) ? null : String(own);
        this.log.add(
          { record: 'annotation', index: this.indices.at(position), id, imageId },
          { code: 'MISSING_IMAGE', severity: 'error', field: 'image_id', expected, got },
        );
      }
    }
  }

  private imageAt(slot: number, starts: Uint32Array, bySlot: Uint32Array): IndexedImage {
    const length = this.imageLengths.at(slot);
    let bytesInAll = length;
    for (const position of bySlot.subarray(starts[slot], starts[slot + 1])) bytesInAll += this.lengths.at(position);
    return { slot, length, bytesInAll, offset: this.imageOffsets.at(slot), index: this.imageIndices.at(slot) };
  }

  private annotationAt(position: number): IndexedAnnotation {
    return {
      offset: this.offsets.at(position),
      length: this.lengths.at(position),
      index: this.indices.at(position),
      repeatsId: this.repeats.has(position),
    };
  }
}

export interface ClosedCocoIndex {
  readonly imageCount: number;
  /** By its order in the file. */
  readonly imageAt: (order: number) => IndexedImage;
  /** In the file's order. */
  readonly annotationsOf: (image: IndexedImage) => IndexedAnnotation[];
}
