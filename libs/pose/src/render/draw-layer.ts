import { isLabelled } from '../keypoint.js';
import { isDrawable } from '../pose-warnings.js';
import { type CanvasSize, type Keypoint } from '../types.js';
import { drawThickLine } from './draw-thick-line.js';
import { computeHalfWidths, fillDisc } from './fill-disc.js';
import { fillLimbEllipse } from './fill-ellipse.js';
import { type DiscLayer, type EllipseLayer, type Layer, type LineLayer } from './profile.js';
import { type Raster } from './raster.js';

/** A person's joints as far as they are drawn: known, sure enough, not hidden. */
export type DrawnJoints = readonly (Keypoint | undefined)[];

/** Draws one mark of one person, where its joints are there. */
export type MarkDrawer = (joints: DrawnJoints, mark: number) => void;

export function selectDrawnJoints(keypoints: readonly Keypoint[], scoreThreshold: number): DrawnJoints {
  return keypoints.map((joint) => (isLabelled(joint, scoreThreshold) && isDrawable(joint) ? joint : undefined));
}

/** Coordinates lose their fraction toward zero. */
function toPixel({ x, y }: Keypoint) {
  return { x: Math.trunc(x), y: Math.trunc(y) };
}

function isWithin(joint: Keypoint, { width, height }: CanvasSize, bounds: Layer['bounds']): boolean {
  if (bounds === undefined) return true;
  const { x, y } = toPixel(joint);
  return x > 0 && y > 0 && (bounds === 'positive' || (x < width && y < height));
}

/** A limb's two ends, or nothing where the limb is not drawn. */
function findEnds({ limbs, bounds }: LineLayer | EllipseLayer, raster: Raster, joints: DrawnJoints, limb: number) {
  const [from, to] = limbs[limb]!.map((joint) => joints[joint]);
  if (!from || !to || !isWithin(from, raster, bounds) || !isWithin(to, raster, bounds)) return undefined;
  return { from, to };
}

function createLineDrawer(raster: Raster, layer: LineLayer, factor: number): MarkDrawer {
  const width = layer.width * factor;
  const endHalfWidths = computeHalfWidths(width / 2);
  return (joints, limb) => {
    const ends = findEnds(layer, raster, joints, limb);
    if (ends) drawThickLine(raster, toPixel(ends.from), toPixel(ends.to), width, endHalfWidths);
  };
}

function createEllipseDrawer(raster: Raster, layer: EllipseLayer, factor: number): MarkDrawer {
  return (joints, limb) => {
    const ends = findEnds(layer, raster, joints, limb);
    if (ends) fillLimbEllipse(raster, ends.from, ends.to, layer.halfWidth * factor);
  };
}

function createDiscDrawer(raster: Raster, { joints: centres, radius, bounds }: DiscLayer, factor: number): MarkDrawer {
  const halfWidths = computeHalfWidths(radius * factor);
  return (joints, disc) => {
    const joint = joints[centres[disc]!];
    if (!joint || !isWithin(joint, raster, bounds)) return;
    const { x, y } = toPixel(joint);
    fillDisc(raster, x, y, halfWidths);
  };
}

function createShapeDrawer(raster: Raster, layer: Layer, factor: number): MarkDrawer {
  switch (layer.kind) {
    case 'lines':
      return createLineDrawer(raster, layer, factor);
    case 'ellipses':
      return createEllipseDrawer(raster, layer, factor);
    case 'discs':
      return createDiscDrawer(raster, layer, factor);
  }
}

/** @param factor how many times widths and radii count. */
export function createMarkDrawer(raster: Raster, layer: Layer, factor: number): MarkDrawer {
  const drawShape = createShapeDrawer(raster, layer, factor);
  return (joints, mark) => {
    raster.setColour(layer.colours[mark]!);
    drawShape(joints, mark);
  };
}
