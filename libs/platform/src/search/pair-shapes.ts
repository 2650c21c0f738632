import { type NearDuplicateOptions, type NearDuplicates, type PoseDescriptor, PoseIndex } from '@contrapposto/pose';

export interface PairShapesInput {
  readonly shapes: readonly (readonly [id: string, PoseDescriptor])[];
  readonly options: NearDuplicateOptions;
}

/** The near duplicates among shapes: `PoseIndex.findNearDuplicates`. */
export function pairShapes({ shapes, options }: PairShapesInput): NearDuplicates {
  const index = new PoseIndex();
  for (const [id, descriptor] of shapes) index.set(id, descriptor);
  return index.findNearDuplicates(options);
}
