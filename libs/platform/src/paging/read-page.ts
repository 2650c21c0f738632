import { z } from 'zod';
import type { Sql } from '../database/database.js';
import { PlatformError } from '../errors.js';

/** How much of a list: exactly one of `first` and `last`, 1..100; `after` and `before` are cursors of the same list. */
export interface PageRequest {
  readonly first?: number;
  readonly after?: string;
  readonly last?: number;
  readonly before?: string;
}

export interface Edge<T> {
  readonly node: T;
  readonly cursor: string;
}

export interface Page<T> {
  readonly edges: readonly Edge<T>[];
  /** Exact in the direction of the request; in the other, whether a cursor was given. */
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/** What a list is sorted by; rows that are equal in it are sorted by their id. */
export interface KeysetOrder {
  /** Kept in the cursor, so that a cursor of another order is refused. */
  readonly name: string;
  /** SQL over the columns that the list selects, never null: `"createdAt"`, `lower(name)`. */
  readonly by: string;
  readonly type: keyof typeof KEY;
  readonly descending?: boolean;
}

export interface Keyset {
  /** `select ... from ... where ...` with a column `id` of type uuid, and no order or limit of its own. */
  readonly select: string;
  /** Of `select`'s parameters $1, $2 ... */
  readonly values: readonly unknown[];
  readonly order: KeysetOrder;
}

export const PAGE_LIMIT = 100;

/** What a cursor's key may be, so that nothing reaches Postgres that it cannot cast. */
const KEY = {
  text: z.string().refine((key) => !key.includes('\0')),
  timestamptz: z.iso.datetime({ offset: true }).regex(/^[12]/),
  numeric: z.string().regex(/^-?\d{1,1000}(\.\d{1,1000})?$/),
};

/**
 * One page of a list, by keyset: a cursor is a place in the order (sort key and id), not a count of rows, so that rows that come and go
 * meanwhile shift nothing, and page 1000 costs what page 1 does where an index has the order.
 *
 * @throws PlatformError INVALID_INPUT with `field` first, last, after or before
 */
export async function readPage<Row extends { readonly id: string }>(
  sql: Sql,
  keyset: Keyset,
  request: PageRequest,
): Promise<Page<Row>> {
  const { text, parameters, ...plan } = planPage(keyset, request);
  const { rows } = await sql.query<Row & { cursorKey: string }>(text, parameters);
  return toPage(plan, request, rows);
}

/**
 * The same page of several lists that differ in their owner alone, in one statement: the first poses of each of some libraries.
 *
 * @param owner the selected column, of type uuid, that names the owner: `"libraryId"`
 * @returns by owner, each of `owners` with its page
 */
export async function readPages<Row extends { readonly id: string }>(
  sql: Sql,
  { owner, ...keyset }: Keyset & { readonly owner: string },
  owners: readonly string[],
  request: PageRequest,
): Promise<Map<string, Page<Row>>> {
  const { text, parameters, ...plan } = planPage(keyset, request, `${owner} = owners.owner`);
  const { rows } = await sql.query<Row & { cursorKey: string; pageOwner: string }>(
    `select owners.owner as "pageOwner", page.* from unnest($${parameters.push(owners)}::uuid[]) as owners(owner)
     cross join lateral (${text}) as page`,
    parameters,
  );
  const pages = new Map<string, (Row & { cursorKey: string })[]>(owners.map((id) => [id, []]));
  for (const { pageOwner, ...row } of rows) pages.get(pageOwner)!.push(row as unknown as Row & { cursorKey: string });
  return new Map([...pages].map(([id, found]) => [id, toPage<Row>(plan, request, found)]));
}

interface PagePlan {
  readonly order: KeysetOrder;
  readonly limit: number;
  readonly backwards: boolean;
}

/** The statement for one row more than the page has: whether it is there says whether the list goes on. */
function planPage(
  { select, values, order }: Keyset,
  request: PageRequest,
  condition: string | null = null,
): PagePlan & { text: string; parameters: unknown[] } {
  const { limit, backwards } = readSize(request);
  const parameters = [...values];
  const bounds = [
    condition,
    bound(order, 'after', request.after, parameters),
    bound(order, 'before', request.before, parameters),
  ].filter((term) => term !== null);
  const direction = Boolean(order.descending) === backwards ? 'asc' : 'desc';
  const text = `select listed.*, to_json(${order.by}) #>> '{}' as "cursorKey" from (${select}) as listed
     ${bounds.length > 0 ? `where ${bounds.join(' and ')}` : ''}
     order by ${order.by} ${direction}, id ${direction} limit ${limit + 1}`;
  return { order, limit, backwards, text, parameters };
}

function toPage<Row extends { readonly id: string }>(
  { order, limit, backwards }: PagePlan,
  request: PageRequest,
  rows: readonly (Row & { cursorKey: string })[],
): Page<Row> {
  const edges = rows.slice(0, limit).map((row) => toEdge<Row>(order, row));
  const more = rows.length > limit;
  return backwards
    ? { edges: edges.reverse(), hasNextPage: request.before !== undefined, hasPreviousPage: more }
    : { edges, hasNextPage: more, hasPreviousPage: request.after !== undefined };
}

function readSize({ first, last }: PageRequest): { limit: number; backwards: boolean } {
  if ((first === undefined) === (last === undefined))
    throw invalid('first', 'either first or last', first === undefined ? 'neither' : 'both');
  const [field, limit] = first === undefined ? (['last', last!] as const) : (['first', first] as const);
  if (!(Number.isInteger(limit) && limit >= 1 && limit <= PAGE_LIMIT))
    throw invalid(field, `a whole number from 1 to ${PAGE_LIMIT}`, String(limit));
  return { limit, backwards: field === 'last' };
}

/** A condition that keeps to one side of a cursor, its values added to the parameters. */
function bound(
  order: KeysetOrder,
  field: 'after' | 'before',
  cursor: string | undefined,
  parameters: unknown[],
): string | null {
  if (cursor === undefined) return null;
  const [key, id] = parseCursor(order, field, cursor);
  const place = parameters.push(key, id);
  const later = (field === 'after') !== Boolean(order.descending);
  return `(${order.by}, id) ${later ? '>' : '<'} ($${place - 1}::${order.type}, $${place}::uuid)`;
}

function toEdge<Row>(order: KeysetOrder, { cursorKey, ...row }: Row & { id: string; cursorKey: string }): Edge<Row> {
  const cursor = Buffer.from(JSON.stringify([order.name, cursorKey, row.id])).toString('base64url');
  return { node: row as unknown as Row, cursor };
}

function parseCursor(order: KeysetOrder, field: string, cursor: string): [key: string, id: string] {
  const { data } = z.tuple([z.literal(order.name), KEY[order.type], z.guid()]).safeParse(decode(cursor));
  if (data) return [data[1], data[2]];
  throw invalid(field, `a cursor of this list in the order ${order.name}`, JSON.stringify(cursor.slice(0, 80)));
}

function decode(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return null;
  }
}

function invalid(field: string, expected: string, got: string): PlatformError {
  return new PlatformError('INVALID_INPUT', { expected, got, where: `page, ${field}` }, { field });
}
