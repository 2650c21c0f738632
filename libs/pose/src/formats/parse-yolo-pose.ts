import { PoseError } from '../errors.js';
import { UNLABELLED } from '../keypoint.js';
import { SKELETONS } from '../skeletons/registry.js';
import { type SkeletonDefinition } from '../skeletons/definition.js';
import {
  type BoundingBox,
  type CanvasSize,
  type Keypoint,
  type PersonPose,
  type Pose,
  type Visibility,
} from '../types.js';
import { assumeCanvas, isShare } from './canvas-guess.js';
import { codeOf } from './file-record.js';
import { type PoseFileContext } from './pose-file-context.js';
import { decodeUtf8 } from './utf8.js';

/** Class, then the box. */
const HEAD = 5;

/** More people than a picture has pixels to tell them by. */
const MAX_LINES = 20_000;

/** How the numbers after the box are grouped. */
interface Layout {
  readonly skeleton: SkeletonDefinition;
  readonly dimensions: 2 | 3;
  readonly hasConfidence: boolean;
}

const LAYOUTS: ReadonlyMap<number, Layout> = new Map(
  Object.values(SKELETONS)
    .flatMap((skeleton): Layout[] => [
      { skeleton, dimensions: 2, hasConfidence: true },
      { skeleton, dimensions: 2, hasConfidence: false },
      { skeleton, dimensions: 3, hasConfidence: true },
      { skeleton, dimensions: 3, hasConfidence: false },
    ])
    .sort((a, b) => a.dimensions - b.dimensions || Number(b.hasConfidence) - Number(a.hasConfidence))
    .map((layout) => [countNumbers(layout), layout]),
);

function countNumbers({ skeleton, dimensions, hasConfidence }: Layout): number {
  return HEAD + skeleton.keypointNames.length * dimensions + (hasConfidence ? 1 : 0);
}

const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;
const LONGEST_FIRST_LINE = 2 ** 16;

/** Lines of numbers, of which the first is as long as some skeleton's label; an empty file only where its name ends in .txt. */
export function looksLikeYoloPose(bytes: Uint8Array, fileName: string): boolean {
  const head = decodeUtf8(bytes.subarray(0, LONGEST_FIRST_LINE)).trimStart();
  if (head === '') return /\.txt$/i.test(fileName);
  const words = head.slice(0, (head.search(/[\r\n]/) + 1 || head.length + 1) - 1).split(/\s+/);
  return words.every((word) => NUMBER.test(word)) && words.length > 1;
}

/** Whether a third number is a visibility: a whole number in every line, where a detector's confidence hardly ever is one. */
function holdsVisibility(lines: readonly (readonly number[])[]): boolean {
  return lines.every((numbers) => {
    const layout = LAYOUTS.get(numbers.length);
    if (layout?.dimensions !== 3) return true;
    return layout.skeleton.keypointNames.every((_, joint) => [0, 1, 2].includes(numbers[HEAD + joint * 3 + 2]!));
  });
}

class YoloReader {
  private readonly canvas: CanvasSize;

  constructor(
    private readonly lines: readonly (readonly number[])[],
    private readonly context: PoseFileContext,
  ) {
    const { canvas, log, losses } = context;
    this.canvas = assumeCanvas(canvas, { record: 'file', index: null, id: null }, log, losses);
  }

  read(): Pose {
    const third = holdsVisibility(this.lines) ? 'visibility' : 'score';
    const skeleton =
      this.lines.map((line) => LAYOUTS.get(line.length)).find((layout) => layout !== undefined)?.skeleton ??
      SKELETONS.coco17;
    const people = this.lines.flatMap((line, index) => {
      const layout = LAYOUTS.get(line.length);
      if (layout?.skeleton === skeleton && line.every(isShare)) return [this.readPerson(line, layout, third)];
      this.report(index, line, skeleton);
      return [];
    });
    return { name: this.context.poseName, skeleton: skeleton.name, ...this.canvas, people };
  }

  private report(index: number, line: readonly number[], { name, keypointNames }: SkeletonDefinition): void {
    const count = HEAD + keypointNames.length * 3;
    const bad = line.findIndex((number) => !isShare(number));
    this.context.log.add(
      { record: 'annotation', index, id: null },
      {
        code: bad >= 0 ? codeOf(line[bad]) : 'WRONG_LENGTH',
        severity: 'error',
        field: `line ${index + 1}`,
        expected: `${count} numbers, a class and shares of the picture: a box and ${name}'s joints`,
        got: bad >= 0 ? `${line[bad]} at [${bad}]` : `${line.length} numbers`,
      },
    );
  }

  private readPerson(line: readonly number[], layout: Layout, third: 'visibility' | 'score'): PersonPose {
    const [category, x, y, width, height] = line as readonly [number, number, number, number, number];
    const bbox = toBox([x, y, width, height], this.canvas);
    const keypoints = layout.skeleton.keypointNames.map((_, joint) => this.readJoint(line, joint, layout, third));
    return {
      keypoints,
      ...(bbox && { bbox }),
      ...(layout.hasConfidence && { score: line.at(-1)! }),
      ...(category !== 0 && { extra: { class: category } }),
    };
  }

  private readJoint(
    line: readonly number[],
    joint: number,
    { dimensions }: Layout,
    third: 'visibility' | 'score',
  ): Keypoint {
    const at = HEAD + joint * dimensions;
    const [x, y, v] = [line[at]! * this.canvas.width, line[at + 1]! * this.canvas.height, line[at + 2]!];
    if (dimensions === 2) return x === 0 && y === 0 ? UNLABELLED : { x, y, visibility: 2 };
    if (v === 0 || (third === 'score' && x === 0 && y === 0)) return UNLABELLED;
    return third === 'visibility' ? { x, y, visibility: v as Visibility } : { x, y, visibility: 2, score: v };
  }
}

/** A centre and sides as shares of the canvas, as a corner and sides in pixels; a box of no size is none. */
export function toBox(
  [x, y, w, h]: readonly [number, number, number, number],
  canvas: CanvasSize,
): BoundingBox | undefined {
  if (!(w > 0 && h > 0)) return undefined;
  const [width, height] = [w * canvas.width, h * canvas.height];
  return [x * canvas.width - width / 2, y * canvas.height - height / 2, width, height];
}

/**
 * One picture's people from a YOLO pose label: a line each of class, box and joints, x and y as shares of a picture of which the
 * file does not say how large it is. The number of joints tells the skeleton. Third numbers are visibilities where all are whole,
 * else a detector's scores, and then a joint at 0, 0 was not found.
 * @throws PoseError LIMIT_EXCEEDED for more than 20,000 lines.
 */
export function parseYoloPose(bytes: Uint8Array, context: PoseFileContext): Pose[] {
  const lines = decodeUtf8(bytes)
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '');
  if (lines.length > MAX_LINES)
    throw new PoseError(
      'LIMIT_EXCEEDED',
      `Expected at most ${MAX_LINES} people, got ${lines.length} (${context.log.file}).`,
    );
  const numbers = lines.map((line) =>
    line
      .trim()
      .split(/\s+/)
      .map((word) => (NUMBER.test(word) ? Number(word) : NaN)),
  );
  return [new YoloReader(numbers, context).read()];
}
