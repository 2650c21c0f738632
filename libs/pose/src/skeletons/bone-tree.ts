import { type Limb } from './definition.js';

/** Chains of bones, each from a parent that an earlier chain has (but the first, which begins at the root). */
export type BoneChain = readonly [parent: string, ...bones: string[]];

/** A bone is a keypoint, its head; a limb joins it to its parent's. */
export function growBoneTree(root: string, chains: readonly BoneChain[]): { names: string[]; limbs: Limb[] } {
  const names = [root];
  const limbs: Limb[] = [];
  for (const [parent, ...bones] of chains) {
    let from = names.indexOf(parent);
    for (const bone of bones) {
      limbs.push([from, names.length]);
      from = names.push(bone) - 1;
    }
  }
  return { names, limbs };
}
