import { isLabelled, UNLABELLED, type CanvasSize, type Keypoint, type PersonPose } from '@contrapposto/pose';

/** A person as the picture can show it: what lies off the canvas is unlabelled, since nobody could find it there. */
export function cropPerson(person: PersonPose, { width, height }: CanvasSize): PersonPose {
  // Pixel centres lie at whole numbers.
  const isInside = ({ x, y }: Keypoint) => x >= -0.5 && y >= -0.5 && x <= width - 0.5 && y <= height - 0.5;
  const keypoints = person.keypoints.map((keypoint) => (isInside(keypoint) ? keypoint : UNLABELLED));
  return { ...person, keypoints };
}

/** Whether there is anything of a person to find. A crowd is a region, not a person. */
export function isPerson({ keypoints, crowd }: PersonPose): boolean {
  return crowd !== true && keypoints.some((keypoint) => isLabelled(keypoint));
}

/** A box of joints that stand in a line still has a body around them: no side counts as less than this share of the other. */
const NARROWEST = 0.25;

/**
 * The area that OKS divides by, in square pixels, as Human-Art has it: the person's box, width times height. Where a pose brings no box (it
 * was drawn, not annotated), that of its labelled joints.
 */
export function computePersonArea({ bbox, keypoints }: PersonPose): number {
  if (bbox) return bbox[2] * bbox[3];
  const labelled = keypoints.filter((keypoint) => isLabelled(keypoint));
  const [width, height] = [computeExtent(labelled.map(({ x }) => x)), computeExtent(labelled.map(({ y }) => y))];
  return Math.max(width, NARROWEST * height) * Math.max(height, NARROWEST * width);
}

function computeExtent(values: readonly number[]): number {
  return values.length === 0 ? 0 : Math.max(...values) - Math.min(...values);
}
