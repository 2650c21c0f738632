import { layOutScenes, sortScenes, type SceneValue } from './scene-bars.js';

function createScene(scene: string, value: number | null, interval: SceneValue['interval'] = null): SceneValue {
  return { scene, value, interval, pictureCount: 50 };
}

describe('bars of scenes', () => {
  it('begin at zero, and end where the longest whisker does', () => {
    const { bars, zero, overall } = layOutScenes([createScene('a', 0.4, [0.2, 0.8]), createScene('b', 0.2)], 0.4);
    expect(zero).toBe(0);
    expect(overall).toBeCloseTo(0.5);
    expect(bars[0]).toMatchObject({ bar: [0, 0.5], whisker: [0.25, 1] });
    expect(bars[1]).toMatchObject({ bar: [0, 0.25], whisker: null });
  });

  it('go to the left of zero for values below it', () => {
    const { bars, zero } = layOutScenes([createScene('a', -1), createScene('b', 3)], null);
    expect(zero).toBe(0.25);
    expect(bars.map(({ bar }) => bar)).toEqual([
      [0, 0.25],
      [0.25, 1],
    ]);
  });

  it('are left out where there is nothing to measure, and never divide by zero', () => {
    const { bars } = layOutScenes([createScene('a', null), createScene('b', 0)], null);
    expect(bars.map(({ bar }) => bar)).toEqual([null, [0, 0]]);
  });

  const SCENES = [createScene('b', 0.1), createScene('c', null), createScene('d', 0.9), createScene('a', 0.1)];

  it.each([
    ['NAME', 'HIGHER', 'abcd'],
    ['BEST', 'HIGHER', 'dabc'],
    ['WORST', 'HIGHER', 'abdc'],
    ['BEST', 'LOWER', 'abdc'],
    ['WORST', 'LOWER', 'dabc'],
  ] as const)('are sorted: %s where %s is better', (order, better, expected) => {
    expect(
      sortScenes(SCENES, order, better)
        .map(({ scene }) => scene)
        .join(''),
    ).toBe(expected);
  });
});
