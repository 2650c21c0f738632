/** Random numbers that a seed decides (mulberry32), so that a run's choices can be had again. */
export function createRandom(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    /** 0 <= x < limit */
    below: (limit) => next() * limit,
    pick: (list) => list[Math.floor(next() * list.length)],
  };
}
