import { type PrimaryValue } from './metrics.js';

export interface SceneValue extends PrimaryValue {
  readonly scene: string;
  readonly pictureCount: number;
}

/** A scene's bar on a scale of 0..1, from left to right. */
export interface SceneBar extends SceneValue {
  /** Where the bar begins and ends; null where the scene has no value. */
  readonly bar: readonly [from: number, to: number] | null;
  readonly whisker: readonly [low: number, high: number] | null;
}

export interface SceneChart {
  readonly bars: readonly SceneBar[];
  /** Where zero lies: KID may be below it. */
  readonly zero: number;
  /** Where the value of all pictures lies, or null. */
  readonly overall: number | null;
}

function listNumbers({ value, interval }: PrimaryValue): number[] {
  return [...(value === null ? [] : [value]), ...(interval ?? [])];
}

/** Bars from zero, with whiskers for intervals, all on the scale that just holds them. */
export function layOutScenes(scenes: readonly SceneValue[], overall: number | null): SceneChart {
  const numbers = [0, ...scenes.flatMap(listNumbers), ...(overall === null ? [] : [overall])];
  const low = Math.min(...numbers);
  const span = Math.max(...numbers) - low || 1;
  const place = (value: number) => (value - low) / span;
  const zero = place(0);
  const toBar = (value: number): readonly [number, number] => (value < 0 ? [place(value), zero] : [zero, place(value)]);
  return {
    bars: scenes.map((scene) => ({
      ...scene,
      bar: scene.value === null ? null : toBar(scene.value),
      whisker: scene.interval && [place(scene.interval[0]), place(scene.interval[1])],
    })),
    zero,
    overall: overall === null ? null : place(overall),
  };
}

export type SceneOrder = 'NAME' | 'BEST' | 'WORST';

/** Scenes by name, or by value; those without a value come last. */
export function sortScenes<Scene extends SceneValue>(
  scenes: readonly Scene[],
  order: SceneOrder,
  better: 'HIGHER' | 'LOWER',
): Scene[] {
  if (order === 'NAME') return [...scenes].sort((a, b) => a.scene.localeCompare(b.scene));
  const sign = (order === 'BEST') === (better === 'HIGHER') ? -1 : 1;
  const worth = ({ value }: Scene) => (value === null ? Infinity : sign * value);
  return [...scenes].sort((a, b) => worth(a) - worth(b) || a.scene.localeCompare(b.scene));
}
