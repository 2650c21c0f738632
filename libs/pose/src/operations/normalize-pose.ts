import { type AxisTransform, movePerson } from '../axis-transform.js';
import { assertCanvas } from '../canvas.js';
import { type CanvasSize, type Pose } from '../types.js';
import { findPlace, type Point } from './body-tree.js';
import { type Anatomy, createAnatomy, createFigure, type Figure, replacePeople } from './edit-people.js';
import { computeTorsoLength } from './measure-figure.js';

export interface NormalizePoseOptions {
  /** The canvas to bring people to. Default: the pose's own. */
  readonly canvas?: CanvasSize;
  /**
   * `torso` makes the mean torso, from the middle of the hips to the neck, `size` of the canvas's height, and puts the mean
   * torso's middle into the canvas's; where nobody's torso is known, and with `box`, the box around all joints takes `size` of
   * the canvas, in the middle. Default `torso`.
   */
  readonly by?: 'torso' | 'box';
  /** Share of the canvas. Default 0.2 by torso, 0.9 by box. */
  readonly size?: number;
}

/** What is to be scaled, and where its middle is. */
interface Measure {
  readonly centre: Point;
  readonly scale: number;
}

const computeMean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function measureTorsos(
  { tree }: Anatomy,
  figures: readonly Figure[],
  canvas: CanvasSize,
  size: number,
): Measure | undefined {
  const torsos = figures.flatMap(({ places }) => {
    const length = computeTorsoLength(tree, places);
    if (!length) return [];
    const [hips, neck] = [findPlace(tree, places, 'mid_hip')!, findPlace(tree, places, 'neck')!];
    return [{ length, x: (hips.x + neck.x) / 2, y: (hips.y + neck.y) / 2 }];
  });
  if (torsos.length === 0) return undefined;
  const centre = { x: computeMean(torsos.map(({ x }) => x)), y: computeMean(torsos.map(({ y }) => y)) };
  return { centre, scale: (size * canvas.height) / computeMean(torsos.map(({ length }) => length)) };
}

function measureBox(figures: readonly Figure[], canvas: CanvasSize, size: number): Measure | undefined {
  const points = figures.flatMap(({ places }) => places.filter((place) => place !== undefined));
  if (points.length === 0) return undefined;
  const rangeOf = (values: readonly number[]) => {
    const [least, most] = values.reduce(
      ([a, b], value) => [Math.min(a, value), Math.max(b, value)],
      [Infinity, -Infinity],
    );
    return { middle: (least + most) / 2, length: most - least };
  };
  const [x, y] = [rangeOf(points.map((point) => point.x)), rangeOf(points.map((point) => point.y))];
  const scale = Math.min((size * canvas.width) / x.length, (size * canvas.height) / y.length);
  return { centre: { x: x.middle, y: y.middle }, scale: Number.isFinite(scale) ? scale : 1 };
}

/**
 * Brings people to a canvas in a standard size and place, all by the same move, so that they keep their places to each other.
 * Crowds go along but are not measured. A pose without labelled joints only takes the canvas's size.
 * @throws PoseError INVALID_CANVAS.
 */
export function normalizePose(pose: Pose, options: NormalizePoseOptions = {}): Pose {
  const { by = 'torso' } = options;
  const canvas = options.canvas ?? { width: pose.width, height: pose.height };
  assertCanvas(canvas, 'a canvas');
  const anatomy = createAnatomy(pose);
  const figures = pose.people.filter(({ crowd }) => !crowd).map((person) => createFigure(anatomy, person));
  const measure =
    (by === 'torso' ? measureTorsos(anatomy, figures, canvas, options.size ?? 0.2) : undefined) ??
    measureBox(figures, canvas, by === 'box' ? (options.size ?? 0.9) : 0.9);
  const sized: Pose = { ...pose, width: canvas.width, height: canvas.height };
  if (!measure) return sized;
  const { centre, scale } = measure;
  const transform: AxisTransform = {
    scaleX: scale,
    scaleY: scale,
    offsetX: (canvas.width - 1) / 2 - scale * centre.x,
    offsetY: (canvas.height - 1) / 2 - scale * centre.y,
  };
  return replacePeople(
    sized,
    pose.people.map((person) => movePerson(person, transform).person),
  );
}
