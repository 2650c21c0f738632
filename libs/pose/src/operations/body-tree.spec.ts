import { SKELETONS } from '../skeletons/registry.js';
import { createBodyTree, growNodes } from './body-tree.js';

describe.each(Object.values(SKELETONS))('the tree of $name', (skeleton) => {
  const tree = createBodyTree(skeleton);

  it('has each joint once, below its ancestors, and one root', () => {
    const joints = tree.flatMap(({ joints: of }) => (of.length === 1 ? of : []));
    expect(joints.toSorted((a, b) => a - b)).toEqual(skeleton.keypointNames.map((_, index) => index));
    for (const [node, { ancestors }] of tree.entries())
      expect(ancestors.every((ancestor) => ancestor < node)).toBe(true);
    expect(tree.filter(({ ancestors }) => ancestors.length === 0).map(({ landmark }) => landmark)).toEqual(['mid_hip']);
  });

  it('grows a person as it stands, whatever is missing', () => {
    const places = tree.map((_, node) => (node % 5 === 3 ? undefined : { x: 7.3 * node, y: node * node }));
    expect(growNodes(tree, () => ({ from: places }))).toEqual(places);
  });
});
