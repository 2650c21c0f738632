const HOSTILE: readonly unknown[] = [
  null,
  -1,
  0,
  1e308,
  2 ** 31,
  2 ** 53,
  0.5,
  '',
  'constructor',
  '__proto__',
  '../../etc/passwd',
  [],
  {},
  [[]],
  { toString: 1 },
  [1e308, 1e308, 1e308, 1e308],
  [0, 0, 0, 0],
  true,
];

type Container = Record<string, unknown>;

const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null;

/**
 * A hostile relative of a document: still JSON, but some values at random places are others, or gone, or those of another place.
 * The same seed gives the same.
 */
export function mutateJson<T>(original: T, seed: number): T {
  let state = (seed * 48271) % 2147483647 || 1;
  const below = (limit: number) => {
    state = (state * 48271) % 2147483647;
    return state % limit;
  };
  const copy = structuredClone(original);
  for (let rounds = 1 + below(4); rounds > 0; rounds--) {
    let at: unknown = copy;
    for (let depth = 1 + below(7); depth > 0 && isContainer(at); depth--) {
      const keys = Object.keys(at);
      const key = keys[below(keys.length || 1)];
      if (key === undefined) break;
      const next = at[key];
      if (depth > 1 && isContainer(next)) at = next;
      else if (below(6) === 0) Reflect.deleteProperty(at, key);
      else at[key] = structuredClone(below(4) === 0 ? at[keys[below(keys.length)]!] : HOSTILE[below(HOSTILE.length)]);
    }
  }
  return copy;
}
