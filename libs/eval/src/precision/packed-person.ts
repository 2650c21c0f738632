import { isLabelled, type Keypoint, type PersonPose } from '@contrapposto/pose';

/** A person whose joints are numbers side by side: for sets of many thousands of people, since they are read faster than objects. */
export interface PackedPerson extends Omit<PersonPose, 'keypoints'> {
  /** x, y (pixels) and visibility (0, 1 or 2) of one joint after another, as COCO's files have them. */
  readonly keypoints: Float32Array | Float64Array;
}

export type PersonLike = PersonPose | PackedPerson;

/** Numbers per joint. */
export const PACKED = 3;

/** A joint without a label, or of score 0, is packed as visibility 0. */
export function packPerson(person: PersonPose): PackedPerson {
  const read = (keypoint: Keypoint) => [keypoint.x, keypoint.y, isLabelled(keypoint) ? keypoint.visibility : 0];
  return { ...person, keypoints: Float64Array.from(person.keypoints.flatMap(read)) };
}

export function unpackPerson(person: PersonLike): PersonPose {
  return isPacked(person) ? { ...person, keypoints: unpackKeypoints(person.keypoints) } : person;
}

export function isPacked(person: PersonLike): person is PackedPerson {
  return ArrayBuffer.isView(person.keypoints);
}

function unpackKeypoints(packed: Float32Array | Float64Array): Keypoint[] {
  return Array.from({ length: packed.length / PACKED }, (_, joint) => {
    const [x, y, visibility] = packed.subarray(joint * PACKED) as unknown as [number, number, Keypoint['visibility']];
    return { x, y, visibility };
  });
}
