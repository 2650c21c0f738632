import type { KeysetOrder, PageRequest } from '../paging/read-page.js';

export type LibraryOrder = 'CREATED_AT_ASC' | 'CREATED_AT_DESC' | 'NAME_ASC' | 'NAME_DESC' | 'UPDATED_AT_DESC';

/** The orders that poses and prompts share: both lists select name, createdAt and updatedAt. */
export const ORDERS: Readonly<Record<LibraryOrder, KeysetOrder>> = {
  CREATED_AT_ASC: { name: 'CREATED_AT_ASC', by: '"createdAt"', type: 'timestamptz' },
  CREATED_AT_DESC: { name: 'CREATED_AT_DESC', by: '"createdAt"', type: 'timestamptz', descending: true },
  NAME_ASC: { name: 'NAME_ASC', by: 'lower(name)', type: 'text' },
  NAME_DESC: { name: 'NAME_DESC', by: 'lower(name)', type: 'text', descending: true },
  UPDATED_AT_DESC: { name: 'UPDATED_AT_DESC', by: '"updatedAt"', type: 'timestamptz', descending: true },
};

export interface ListRequest<Filter, Order = never> {
  readonly filter?: Filter;
  readonly orderBy?: Order;
  readonly page: PageRequest;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Those that can be ids at all: anything else names nothing. */
export function keepIds(ids: readonly string[]): string[] {
  return ids.filter((id) => UUID.test(id));
}

const MAX_WORDS = 20;

/** Patterns for `ilike all`: each word of a search has to occur somewhere. */
export function toPatterns(text: string | undefined): string[] {
  const words = (text ?? '').replaceAll('\0', ' ').split(/\s+/).filter(Boolean);
  return words.slice(0, MAX_WORDS).map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
}

export function byId<Row extends { readonly id: string }>(rows: readonly Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [row.id, row]));
}

export function groupBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}
