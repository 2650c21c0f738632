import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import {
  type ByteSource,
  type CanvasSize,
  type ConversionReport,
  openPoseStream,
  PoseError,
  type PoseFormat,
  type PoseStream,
  type PoseStreamProgress,
} from '@contrapposto/pose';
import type { ErrorReport } from '../errors.js';
import { type PickedPose, type Picking, PosePicker } from './pick-poses.js';

export interface PoseFile {
  /** Of the file on this machine, of `byteSize` bytes. */
  readonly path: string;
  readonly byteSize: number;
  /** As its sender called it. */
  readonly fileName: string;
  /** Size of the pictures, for formats that do not say. */
  readonly canvas?: CanvasSize;
  /** Of a clip, one pose each so many seconds. */
  readonly everySeconds?: number;
  /** Poses at most; default IMPORT_LIMIT. */
  readonly limit?: number;
}

/** What a file comes to, beside its poses. */
export interface ReadEnd extends Picking {
  readonly format: PoseFormat;
  readonly conversion: ConversionReport;
}

/**
 * What a file holds, part by part: how far the reading is; poses, in the file's order; at the end what else there is to say, or why the
 * file is refused. Values alone, which may go from thread to thread.
 */
export type ReadPart =
  | { readonly progress: PoseStreamProgress }
  | { readonly poses: readonly PickedPose[] }
  | { readonly end: ReadEnd }
  | { readonly refusal: 'UPLOAD_UNREADABLE' | 'TOO_MANY'; readonly report: ErrorReport };

/** More poses than this are several imports: names are held in memory, and one transaction writes them all. */
export const IMPORT_LIMIT = 500_000;

/** What the count of changed poses is made from; far more than anybody reads. */
const MAX_PROBLEMS = 50_000;
const CHUNK_BYTES = 2 ** 20;
/** Poses to a part. */
const BATCH = 500;
const TELL_EVERY_MS = 250;

/** Reads a file of any size in any format of libs/pose. Never throws for what is in it. */
export async function* readPoses({ limit = IMPORT_LIMIT, ...file }: PoseFile): AsyncGenerator<ReadPart> {
  const where = `upload ${file.fileName}`;
  try {
    yield* new FileReader(file, limit).read();
  } catch (error) {
    if (error instanceof TooMany) {
      const report = { expected: `at most ${limit} poses`, got: 'more', where, advice: 'Split the file.' };
      yield { refusal: 'TOO_MANY', report };
    } else if (error instanceof PoseError) {
      const report = { expected: 'a file of poses', got: error.code, where, advice: error.message };
      yield { refusal: 'UPLOAD_UNREADABLE', report };
    } else throw error;
  }
}

class TooMany extends Error {}

class FileReader {
  private readonly source: ByteSource;
  private progress: PoseStreamProgress | null = null;
  private toldAt = 0;

  constructor(
    private readonly file: Omit<PoseFile, 'limit'>,
    private readonly limit: number,
  ) {
    const { path, byteSize: size } = file;
    this.source = {
      size,
      open: (start, end) =>
        start < end ? createReadStream(path, { start, end: end - 1, highWaterMark: CHUNK_BYTES }) : Readable.from([]),
    };
  }

  async *read(): AsyncGenerator<ReadPart> {
    const stream = yield* this.open();
    const picker = new PosePicker(stream);
    let batch: PickedPose[] = [];
    let count = 0;
    for await (const pose of stream.readPoses()) {
      if (++count > this.limit) throw new TooMany();
      const picked = picker.pick(pose);
      if (picked) batch.push(picked);
      if (batch.length === BATCH) {
        yield { poses: batch };
        batch = [];
      }
      yield* this.tell(count);
    }
    if (batch.length > 0) yield { poses: batch };
    yield { end: { format: stream.format, conversion: stream.report, ...picker.finish() } };
  }

  /** The first reading, which may take long, tells how far it is as well. */
  private async *open(): AsyncGenerator<ReadPart, PoseStream> {
    const { path: _, byteSize: __, ...options } = this.file;
    let wake: () => void = () => undefined;
    const onProgress = (progress: PoseStreamProgress) => {
      this.progress = progress;
      wake();
    };
    const opening = openPoseStream(this.source, { ...options, limits: { maxProblems: MAX_PROBLEMS }, onProgress });
    const opened = opening.then((stream) => ({ stream }));
    for (;;) {
      const woken = new Promise<null>((resolve) => (wake = () => resolve(null)));
      const outcome = await Promise.race([opened, woken]);
      if (outcome) return outcome.stream;
      yield* this.tell();
    }
  }

  private *tell(posesRead = 0): Generator<ReadPart> {
    const { progress } = this;
    const now = performance.now();
    if (!progress || now - this.toldAt < TELL_EVERY_MS) return;
    this.toldAt = now;
    yield { progress: { ...progress, posesRead } };
  }
}
