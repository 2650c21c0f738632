import type { Size } from './fit-picture.js';
import type { DecodedPerson } from './decoded-people.js';

/** Per joint, how likely each place along one axis is: (joints, length). */
export interface AxisScores {
  readonly joints: number;
  readonly length: number;
  readonly data: Float32Array;
}

/**
 * One person of RTMPose's SimCC outputs: along each axis the most likely place, in fractions of a pixel (twice as many places as pixels); the
 * score is the lower of the two. Source: mmpose, SimCCLabel.decode, get_simcc_maximum.
 */
export function decodeSimcc(x: AxisScores, y: AxisScores, input: Size): DecodedPerson {
  const joints = Array.from({ length: x.joints }, (_, joint) => {
    const [placeX, scoreX] = findMaximum(x, joint);
    const [placeY, scoreY] = findMaximum(y, joint);
    return {
      x: (placeX * input.width) / x.length,
      y: (placeY * input.height) / y.length,
      score: Math.min(scoreX, scoreY),
    };
  });
  return { joints, score: joints.reduce((sum, { score }) => sum + score, 0) / joints.length };
}

/** The mirror image's scores as the picture's: along x from the other side, left and right joints exchanged. */
export function flipAxisScores(scores: AxisScores, order: readonly number[], alongX: boolean): AxisScores {
  const { joints, length } = scores;
  const data = new Float32Array(scores.data.length);
  for (let joint = 0; joint < joints; joint++)
    for (let place = 0; place < length; place++)
      data[joint * length + place] =
        scores.data[(order[joint] ?? joint) * length + (alongX ? length - 1 - place : place)]!;
  return { joints, length, data };
}

function findMaximum({ length, data }: AxisScores, joint: number): [place: number, score: number] {
  let best = 0;
  for (let place = 1; place < length; place++)
    if (data[joint * length + place]! > data[joint * length + best]!) best = place;
  return [best, data[joint * length + best]!];
}
