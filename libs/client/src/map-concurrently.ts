/**
 * Works on what a source gives, at most so many at a time: the next is asked for when there is room for it. The first error ends it, and
 * closes the source.
 *
 * @returns the results in the order of the source
 */
export async function mapConcurrently<Item, Result>(
  source: Iterable<Item> | AsyncIterable<Item>,
  most: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const items = toGenerator(source);
  const results: Result[] = [];
  let taken = 0;
  const run = async () => {
    for (let next = await items.next(); !next.done; next = await items.next()) {
      // A generator answers in the order in which it was asked.
      const place = taken++;
      results[place] = await work(next.value);
    }
  };
  try {
    await Promise.all(Array.from({ length: most }, run));
  } finally {
    void items.return();
  }
  return results;
}

async function* toGenerator<Item>(source: Iterable<Item> | AsyncIterable<Item>): AsyncGenerator<Item, void, void> {
  yield* source;
}
