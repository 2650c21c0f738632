import { SKELETONS } from '../../skeletons/registry.js';
import { PoseError } from '../../errors.js';
import { type PersonPose, type Pose } from '../../types.js';
import { type CocoCategory, readCategories } from '../coco-categories.js';
import { type ConversionReport, createConversionReport } from '../conversion-report.js';
import { FileRecord } from '../file-record.js';
import { createInternedStrings, type JsonObject, type JsonValue, parseJson, setField } from '../json-reader.js';
import { type CocoEnvelope, readCocoEnvelope, readCocoImage, readCocoPerson, toCocoPose } from '../parse-coco.js';
import { describeValue, type PoseProblem, ProblemLog } from '../problems.js';
import { type ByteRange, type ByteSource, readRanges } from './byte-source.js';
import { type ClosedCocoIndex, CocoIndex, type IndexedAnnotation, type IndexedImage } from './coco-index.js';
import { RecordScanner } from './record-scanner.js';

/** What bounds memory: the window and less than 100 bytes an image or annotation; never the file's size. */
export interface CocoStreamLimits {
  /** Bytes of the file that are held at once while poses are read. Default 32 MiB. */
  readonly windowBytes: number;
  /** Size of one image, annotation or other field. Default 16 MiB. */
  readonly maxRecordBytes: number;
  /** Images and annotations together. Default 20 million. */
  readonly maxRecords: number;
  /** Nesting within a record. Default 64. */
  readonly maxDepth: number;
  /** Problems described one by one; beyond it they are only counted. Default 1000. */
  readonly maxProblems: number;
}

export const DEFAULT_COCO_STREAM_LIMITS: CocoStreamLimits = {
  windowBytes: 32 * 2 ** 20,
  maxRecordBytes: 16 * 2 ** 20,
  maxRecords: 20_000_000,
  maxDepth: 64,
  maxProblems: 1000,
};

export interface CocoStreamProgress {
  /** `index`: the first reading, which finds what belongs together. `read`: the second, which gives poses. */
  readonly phase: 'index' | 'read';
  /** Of this phase. Where annotations are in no order the second reads some bytes several times. */
  readonly bytesRead: number;
  readonly totalBytes: number;
  readonly posesRead: number;
}

export interface CocoStreamOptions {
  /** Named in every problem and error. */
  readonly fileName: string;
  readonly limits?: Partial<CocoStreamLimits>;
  readonly onProgress?: (progress: CocoStreamProgress) => void;
}

export interface CocoStream {
  readonly format: 'coco' | 'humanart';
  readonly imageCount: number;
  readonly envelope: CocoEnvelope;
  readonly categories: readonly CocoCategory[];
  /** Grow while poses are read. */
  readonly problems: readonly PoseProblem[];
  readonly problemCount: () => number;
  readonly report: ConversionReport;
  /** One pose an image, in the order of the file's images, with its people in theirs. May be read again. */
  readPoses(): AsyncGenerator<Pose, void, undefined>;
}

const LISTS = new Set(['images', 'annotations']);
const MAX_CONTAINERS = 1_000_000;

type FullLimits = CocoStreamLimits & { readonly maxContainers: number };

/** The first reading. */
class FirstReading {
  readonly fields: JsonObject = {};
  readonly index: CocoIndex;
  private nonFiniteCount = 0;
  private fieldBytes = 0;
  private readonly seen = new Set<string>();

  constructor(
    private readonly log: ProblemLog,
    private readonly limits: FullLimits,
  ) {
    this.index = new CocoIndex(log, limits);
  }

  get mayHoldNonFinite(): boolean {
    return this.nonFiniteCount > 0;
  }

  createScanner(): RecordScanner {
    const read = (bytes: Uint8Array) => parseJson(bytes, this.limits, this.log.file);
    return new RecordScanner(
      {
        lists: LISTS,
        maxValueBytes: this.limits.maxRecordBytes,
        readName: (bytes) => {
          const name = read(bytes).value as string;
          this.seen.add(name);
          return name;
        },
        onElement: (field, bytes, offset, strings) =>
          field === 'images' ? this.index.addImage(bytes, offset) : this.index.addAnnotation(bytes, offset, strings),
        onValue: (field, bytes) => {
          const { value, nonFiniteCount } = read(bytes);
          this.nonFiniteCount += nonFiniteCount;
          this.addField(field, value, bytes.length);
        },
      },
      this.log.file,
    );
  }

  private addField(field: string, value: JsonValue, length: number): void {
    this.fieldBytes += length + field.length;
    if (this.fieldBytes > this.limits.maxRecordBytes) {
      const expected = `at most ${this.limits.maxRecordBytes} bytes beside images and annotations`;
      throw new PoseError('LIMIT_EXCEEDED', `Expected ${expected}, got more (${this.log.file}).`);
    }
    setField(this.fields, field, value);
  }

  /** @throws PoseError UNKNOWN_FORMAT for an object that is no COCO file. */
  check(): void {
    if (!this.seen.has('images') && !this.seen.has('annotations')) {
      const got = `an object with ${[...this.seen].slice(0, 8).join(', ') || 'no fields'}`;
      throw new PoseError(
        'UNKNOWN_FORMAT',
        `Expected an object with images and annotations, got ${got} (${this.log.file}).`,
      );
    }
    const where = { record: 'file', index: null, id: null } as const;
    for (const field of LISTS) {
      const value = this.fields[field];
      if (this.seen.has(field) && value === undefined) continue;
      const code = value === undefined ? 'MISSING_FIELD' : 'WRONG_TYPE';
      this.log.add(where, { code, severity: 'error', field, expected: 'a list', got: describeValue(value) });
    }
  }
}

/** The second reading: window by window of images that follow each other in the file. */
class SecondReading {
  private bytesRead = 0;
  private posesRead = 0;
  private readonly strings = createInternedStrings();
  /** The first reading has told what is wrong with images. */
  private readonly silence = new ProblemLog('', 0);

  constructor(
    private readonly source: ByteSource,
    private readonly index: ClosedCocoIndex,
    private readonly categories: ReadonlyMap<string, CocoCategory>,
    private readonly log: ProblemLog,
    private readonly limits: FullLimits,
    private readonly onProgress: CocoStreamOptions['onProgress'],
  ) {}

  async *read(): AsyncGenerator<Pose, void, undefined> {
    for (let order = 0; order < this.index.imageCount;) {
      const window: [IndexedImage, IndexedAnnotation[]][] = [];
      for (let bytes = 0; order < this.index.imageCount; order++) {
        const image = this.index.imageAt(order);
        bytes += image.bytesInAll;
        if (window.length > 0 && bytes > this.limits.windowBytes) break;
        window.push([image, this.index.annotationsOf(image)]);
      }
      const found = await readRanges(this.source, window.flat(2), (count) => this.addBytes(count));
      for (const [image, annotations] of window) {
        this.posesRead++;
        yield this.readPose(image, annotations, found);
      }
    }
  }

  private addBytes(count: number): void {
    this.bytesRead += count;
    const { bytesRead, posesRead, source } = this;
    this.onProgress?.({ phase: 'read', bytesRead, totalBytes: source.size, posesRead });
  }

  private readPose(
    image: IndexedImage,
    annotations: readonly IndexedAnnotation[],
    found: ReadonlyMap<ByteRange, Uint8Array>,
  ): Pose {
    const { record, nonFinite } = this.readRecord('image', image, found, this.silence);
    const id = toIdText(record.fields.id)!;
    const own = readCocoImage(record, id, nonFinite)!;
    const people = annotations.flatMap((annotation) => this.readPerson(annotation, id, found) ?? []);
    return toCocoPose({ image: own, people });
  }

  private readPerson(
    annotation: IndexedAnnotation,
    imageId: string,
    found: ReadonlyMap<ByteRange, Uint8Array>,
  ): PersonPose | undefined {
    const { record, nonFinite } = this.readRecord('annotation', annotation, found);
    record.imageId = imageId;
    if (!annotation.repeatsId) record.id = toIdText(record.fields.id) ?? null;
    return readCocoPerson(record, this.categories, nonFinite);
  }

  private readRecord(
    kind: 'image' | 'annotation',
    range: ByteRange & { readonly index: number },
    found: ReadonlyMap<ByteRange, Uint8Array>,
    log = this.log,
  ): { record: FileRecord; nonFinite: boolean } {
    const { value, nonFiniteCount } = parseJson(found.get(range)!, this.limits, this.log.file, this.strings);
    return { record: new FileRecord(value as JsonObject, log, kind, range.index), nonFinite: nonFiniteCount > 0 };
  }
}

/** As `FileRecord.readId` tells ids; the first reading has reported what is odd about them. */
function toIdText(value: JsonValue | undefined): string | undefined {
  if (typeof value === 'bigint' || Number.isInteger(value)) return BigInt(value as number | bigint).toString();
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/**
 * Opens a COCO or Human-Art file of any size in bounded memory. COCO puts images, annotations and categories in any order, and one
 * image's annotations anywhere, so the file is read twice: first through, to learn where each record stands and which belong
 * together (of annotations, their ids alone are read), then again, window by window of images, to make poses of them. Annotations that stand in the order of their images are
 * read once more; scattered ones as often as there are windows, without being parsed again.
 *
 * The poses and problems are those of `parsePoseFile`, but for the order of problems, and but for annotations that belong to no
 * image: those are not read any further. What is no JSON within an annotation is found when its pose is read.
 * @throws PoseError, also while poses are read: INVALID_JSON with the byte; UNKNOWN_FORMAT; LIMIT_EXCEEDED; INVALID_FILE where the file changes meanwhile.
 */
export async function openCocoStream(
  source: ByteSource,
  { fileName, limits: given, onProgress }: CocoStreamOptions,
): Promise<CocoStream> {
  const limits: FullLimits = { ...DEFAULT_COCO_STREAM_LIMITS, ...given, maxContainers: MAX_CONTAINERS };
  const log = new ProblemLog(fileName, limits.maxProblems);
  const first = new FirstReading(log, limits);
  const scanner = first.createScanner();
  let bytesRead = 0;
  for await (const chunk of source.open(0, source.size)) {
    scanner.feed(chunk);
    bytesRead += chunk.length;
    onProgress?.({ phase: 'index', bytesRead, totalBytes: source.size, posesRead: 0 });
  }
  scanner.end();
  first.check();
  const categories = readCategories(first.fields.categories, log);
  const index = first.index.close();
  const isHumanArt = [...categories.values()].some(({ layout }) => layout?.skeleton === SKELETONS.humanart21.name);
  const format = isHumanArt ? 'humanart' : 'coco';
  return {
    format,
    imageCount: index.imageCount,
    envelope: readCocoEnvelope(first.fields, log, first.mayHoldNonFinite),
    categories: [...categories.values()],
    problems: log.problems,
    problemCount: () => log.count,
    report: createConversionReport(format, 'poses', []),
    readPoses: () => new SecondReading(source, index, categories, log, limits, onProgress).read(),
  };
}
