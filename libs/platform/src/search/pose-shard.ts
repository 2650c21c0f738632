import {
  PoseIndex,
  PoseSelection,
  type PoseDescriptor,
  type PoseMatch,
  type PoseSearchOptions,
} from '@contrapposto/pose';

/** A match, with the shape that it was compared with. */
export interface FoundShape extends PoseMatch {
  readonly descriptor: PoseDescriptor;
}

export type ShardSearchOptions = Omit<PoseSearchOptions, 'filter'> & {
  /** Of a selection that `select` has told of. */
  readonly selection?: number;
};

/** What a part of an index is told, in this order; each change is seen by every later search. */
export type ShardOrder =
  | { readonly do: 'set'; readonly entries: readonly (readonly [id: string, PoseDescriptor])[] }
  | { readonly do: 'delete'; readonly ids: readonly string[] }
  | { readonly do: 'select'; readonly selection: number; readonly ids: readonly string[] }
  | { readonly do: 'forget'; readonly selection: number }
  | { readonly do: 'search'; readonly query: PoseDescriptor; readonly options: ShardSearchOptions };

/** One part of an index, in the thread that it is called in. */
export class PoseShard {
  readonly #index = new PoseIndex();
  readonly #selections = new Map<number, PoseSelection>();

  /** Matches where it was a search, and nothing else. */
  obey(order: ShardOrder): FoundShape[] {
    switch (order.do) {
      case 'set':
        for (const [id, descriptor] of order.entries) this.#index.set(id, descriptor);
        return [];
      case 'delete':
        for (const id of order.ids) this.#index.delete(id);
        return [];
      case 'select':
        this.#selections.set(order.selection, new PoseSelection(order.ids));
        return [];
      case 'forget':
        this.#selections.delete(order.selection);
        return [];
      case 'search':
        return this.#search(order.query, order.options);
    }
  }

  /** Every shape, to be moved elsewhere. */
  *entries(): Generator<readonly [string, PoseDescriptor]> {
    for (const id of this.#index.ids()) yield [id, this.#index.get(id)!];
  }

  #search(query: PoseDescriptor, { selection, ...options }: ShardSearchOptions): FoundShape[] {
    const filter = selection === undefined ? {} : { filter: this.#selections.get(selection)! };
    const matches = this.#index.search(query, { ...options, ...filter });
    return matches.map((match) => ({ ...match, descriptor: this.#index.get(match.id)! }));
  }
}
