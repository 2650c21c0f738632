import { mapConcurrently } from './map-concurrently.js';

const later = <T>(value: T, ms: number) => new Promise<T>((resolve) => setTimeout(() => resolve(value), ms));

describe('mapConcurrently', () => {
  it('keeps the order of the source, and no more in hand than it may', async () => {
    let inHand = 0;
    let most = 0;
    const work = async (item: number) => {
      most = Math.max(most, (inHand += 1));
      await later(null, 5 - item);
      inHand -= 1;
      return item * 10;
    };
    expect(await mapConcurrently([1, 2, 3, 4, 5], 2, work)).toEqual([10, 20, 30, 40, 50]);
    expect(most).toBe(2);
    expect(await mapConcurrently([], 2, work)).toEqual([]);
  });

  it('asks a source for the next only when there is room, and closes it at the first error', async () => {
    const given: number[] = [];
    let closed = false;
    async function* source() {
      try {
        for (let item = 1; item <= 100; item += 1) {
          given.push(item);
          yield await later(item, 1);
        }
      } finally {
        closed = true;
      }
    }
    const work = async (item: number) => {
      if (item === 3) throw new Error('the third');
      return later(item, 1);
    };
    await expect(mapConcurrently(source(), 2, work)).rejects.toThrow('the third');
    await later(null, 20);
    expect(closed).toBe(true);
    expect(given.length).toBeLessThan(8);
  });
});
