import { getSkeleton } from '@contrapposto/pose';
import { FIGURE_SIZE, layOutFigure, scoreLimb, toColour } from './joint-figure.js';

function createScores(skeleton: 'coco17' | 'humanart21') {
  return getSkeleton(skeleton).keypointNames.map((name, index) => ({ name, share: index / 21 }));
}

describe('figure of joints', () => {
  it.each(['coco17', 'humanart21'] as const)('gives every joint of %s a place of its own on the canvas', (skeleton) => {
    const { joints, limbs } = layOutFigure(createScores(skeleton))!;
    expect(joints).toHaveLength(getSkeleton(skeleton).keypointNames.length);
    expect(limbs).toHaveLength(getSkeleton(skeleton).limbs.length);
    expect(new Set(joints.map(({ x, y }) => `${x} ${y}`)).size).toBe(joints.length);
    for (const { x, y } of joints) {
      expect(Math.abs(x - FIGURE_SIZE.width / 2)).toBeLessThan(FIGURE_SIZE.width / 2);
      expect(Math.abs(y - FIGURE_SIZE.height / 2)).toBeLessThan(FIGURE_SIZE.height / 2);
    }
  });

  it('mirrors left and right', () => {
    const { joints } = layOutFigure(createScores('humanart21'))!;
    for (const [left, right] of getSkeleton('humanart21').flipPairs) {
      expect(joints[left]!.x + joints[right]!.x).toBe(FIGURE_SIZE.width);
      expect(joints[left]!.y).toBe(joints[right]!.y);
    }
  });

  it('is none for joints that have no place in it', () => {
    expect(layOutFigure(createScores('coco17').slice(1))).toBeNull();
    expect(layOutFigure([])).toBeNull();
  });

  it('colours from rust to verdigris, and grey where nothing is known', () => {
    expect([0, 0.5, 1].map(toColour)).toEqual(['rgb(178 68 28)', 'rgb(214 168 72)', 'rgb(23 133 116)']);
    expect(toColour(2)).toBe(toColour(1));
    expect(toColour(null)).toBe('#8b9098');
  });

  it('scores a limb as its worse end', () => {
    const joint = (share: number | null) => ({ name: '', x: 0, y: 0, share });
    expect(scoreLimb([joint(0.9), joint(0.4)])).toBe(0.4);
    expect(scoreLimb([joint(0.9), joint(null)])).toBeNull();
  });
});
