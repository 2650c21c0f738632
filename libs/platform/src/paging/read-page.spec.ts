import { useTestDatabase } from '../testing/test-database.js';
import { type Keyset, type KeysetOrder, type PageRequest, readPage } from './read-page.js';

const BY_TIME: KeysetOrder = { name: 'TIME', by: '"createdAt"', type: 'timestamptz' };
const BY_NAME: KeysetOrder = { name: 'NAME', by: 'lower(name)', type: 'text', descending: true };

describe('pages', () => {
  const clone = useTestDatabase();

  beforeEach(async () => {
    await clone.current.query('drop table if exists things');
    await clone.current.query(
      'create table things (id uuid primary key default gen_random_uuid(), name text, created_at timestamptz)',
    );
    // Pairs of the same time, microseconds apart, and names that differ in case alone.
    await clone.current.query(
      `insert into things (name, created_at)
       select chr((case when n % 2 = 0 then 97 else 65 end) + n / 2), '2026-01-01'::timestamptz + (n / 2) * interval '1 us' from generate_series(0, 9) n`,
    );
  });

  const keyset = (order: KeysetOrder): Keyset => ({
    select: 'select id, name, created_at as "createdAt" from things where name <> $1',
    values: ['none'],
    order,
  });
  const read = (order: KeysetOrder, request: PageRequest) =>
    readPage<{ id: string; name: string; createdAt: Date }>(clone.current, keyset(order), request);
  const names = (page: Awaited<ReturnType<typeof read>>) => page.edges.map(({ node }) => node.name);
  const sorted = async (order: string) =>
    (await clone.current.query<{ name: string }>(`select name from things order by ${order}`)).rows.map((r) => r.name);

  async function walk(order: KeysetOrder, backwards: boolean): Promise<string[]> {
    const all: string[] = [];
    for (let cursor: string | undefined; ;) {
      const page: Awaited<ReturnType<typeof read>> = await read(
        order,
        backwards ? { last: 3, ...(cursor && { before: cursor }) } : { first: 3, ...(cursor && { after: cursor }) },
      );
      if (backwards) all.unshift(...names(page));
      else all.push(...names(page));
      cursor = backwards ? page.edges[0]?.cursor : page.edges.at(-1)?.cursor;
      if (!(backwards ? page.hasPreviousPage : page.hasNextPage)) return all;
    }
  }

  it.each([
    ['by time', BY_TIME, 'created_at, id'],
    ['by name, from the last', BY_NAME, 'lower(name) desc, id desc'],
  ])('hold everything once, in order, forwards and backwards, %s', async (_name, order, sql) => {
    expect(await walk(order, false)).toEqual(await sorted(sql));
    expect(await walk(order, true)).toEqual(await sorted(sql));
  });

  it('give rows as they were selected', async () => {
    const { edges } = await read(BY_TIME, { first: 1 });
    expect(Object.keys(edges[0]!.node)).toEqual(['id', 'name', 'createdAt']);
  });

  it('stay where they are when rows come and go', async () => {
    const [first, ...rest] = await sorted('created_at, id');
    const page = await read(BY_TIME, { first: 1 });
    await clone.current.query('delete from things where id = $1', [page.edges[0]!.node.id]);
    await clone.current.query(
      `insert into things (name, created_at) values ('early', '2025-01-01'), ('late', '2027-01-01')`,
    );
    expect(names(page)).toEqual([first]);
    expect(names(await read(BY_TIME, { first: 100, after: page.edges[0]!.cursor }))).toEqual([...rest, 'late']);
  });

  it('end at a second cursor', async () => {
    const { edges } = await read(BY_TIME, { first: 10 });
    const between = { after: edges[1]!.cursor, before: edges[7]!.cursor };
    expect(names(await read(BY_TIME, { first: 2, ...between }))).toEqual([edges[2], edges[3]].map((e) => e!.node.name));
    expect(await read(BY_TIME, { last: 5, ...between })).toMatchObject({
      edges: edges.slice(2, 7),
      hasNextPage: true,
      hasPreviousPage: false,
    });
  });

  const cursor = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const ID = '00000000-0000-4000-8000-000000000001';

  it.each([
    [{}, 'first'],
    [{ first: 1, last: 1 }, 'first'],
    [{ first: 0 }, 'first'],
    [{ first: 101 }, 'first'],
    [{ last: 1.5 }, 'last'],
    [{ first: 1, after: '' }, 'after'],
    [{ first: 1, after: 'nonsense' }, 'after'],
    [{ first: 1, before: cursor(['NAME', 'a', ID]) }, 'before'],
    [{ first: 1, after: cursor(['TIME', 'yesterday', ID]) }, 'after'],
    [{ first: 1, after: cursor(['TIME', '0000-01-01T00:00:00Z', ID]) }, 'after'],
    [{ first: 1, after: cursor(['TIME', '2026-01-01T00:00:00Z', "' or true"]) }, 'after'],
  ] as [PageRequest, string][])('refuse %j', async (request, field) => {
    await expect(read(BY_TIME, request)).rejects.toMatchObject({ code: 'INVALID_INPUT', field });
  });
});
