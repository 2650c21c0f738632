import { describePerson, PoseIndex, PoseSelection, type PoseDescriptor } from '@contrapposto/pose';
import { ShapeIndex } from './shape-index.js';

/** People whose joints lie here and there, the same for the same number. */
function createShape(number: number): PoseDescriptor {
  const at = (i: number) => 1000 * Math.abs(Math.sin(number * 78.233 + i * 12.9898) % 1);
  const keypoints = Array.from({ length: 17 }, (_, joint) => ({
    x: at(joint),
    y: at(joint + 40),
    visibility: 2 as const,
  }));
  return describePerson({ keypoints })!;
}
const createEntries = (count: number) =>
  Array.from({ length: count }, (_, number) => [`pose-${number}`, createShape(number)] as const);

describe.each([0, 2])('an index of shapes on %i threads', (threads) => {
  const entries = createEntries(300);
  const plain = new PoseIndex();
  for (const [id, descriptor] of entries) plain.set(id, descriptor);
  let index: ShapeIndex;

  beforeEach(() => {
    index = new ShapeIndex({ threads, threadsFrom: 100 });
    index.set(entries.slice(0, 60));
    index.set(entries.slice(60));
  });
  afterEach(() => index.dispose());

  it('finds what one index finds', async () => {
    expect(index.threads).toBe(threads);
    expect(index.size).toBe(300);
    const filter = new PoseSelection(entries.flatMap(([id], number) => (number % 7 === 1 ? [id] : [])));
    for (const query of [1000, 1001].map(createShape))
      for (const options of [{}, { filter }, { mirror: true, limit: 30 }, { rotation: true, filter, limit: 50 }]) {
        const found = await index.search(query, options);
        const expected = plain.search(query, options).map((match) => ({ ...match, descriptor: plain.get(match.id) }));
        expect(found).toEqual(expected);
      }
  });

  it('shows a search what was changed before it', async () => {
    const query = createShape(5000);
    const nearest = async () => (await index.search(query, { limit: 1 }))[0];
    index.set([['new', query]]);
    expect(await nearest()).toMatchObject({ id: 'new', distance: 0 });
    const pending = nearest();
    index.delete(['new', 'pose-1', 'never there']);
    expect(await pending).toMatchObject({ id: 'new' });
    expect((await nearest())?.id).not.toBe('new');
    expect(index.size).toBe(299);
  });

  it('remembers as many selections as it needs', async () => {
    const selections = Array.from({ length: 40 }, (_, number) => new PoseSelection([`pose-${number}`]));
    for (const filter of [...selections, ...selections.slice(0, 3)]) {
      const found = await index.search(createShape(7000), { filter });
      expect(found.map(({ id }) => id)).toEqual([...filter.ids]);
    }
  });

  it('says what is wrong with a question', async () => {
    const wrong = index.search(createShape(1), { joints: ['tail', 'nose', 'left_eye'] });
    await expect(wrong).rejects.toMatchObject({ name: 'PoseError', code: 'INVALID_COMPARISON' });
  });
});
