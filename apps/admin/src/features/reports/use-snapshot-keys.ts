import { useApolloClient } from '@apollo/client/react';
import { useEffect, useState } from 'react';
import { SnapshotKeysDocument } from '../../generated/graphql.js';
import { describeError } from '../../ui/describe-error.js';
import { narrowNode } from '../../ui/narrow-node.js';
import { type SelectableSample } from './select-samples.js';

const PAGE_SIZE = 100;

export interface NamedSample extends SelectableSample {
  readonly caption: string | null;
}

export interface SnapshotKeys {
  /** Of another snapshot: null. */
  readonly samples: readonly NamedSample[] | null;
  readonly problem: string | null;
}

interface Known {
  readonly id: string;
  readonly samples: readonly NamedSample[];
}

/** The keys of all samples of a snapshot, page by page. @param id null while they are not wanted */
export function useSnapshotKeys(id: string | null): SnapshotKeys {
  const client = useApolloClient();
  const [known, setKnown] = useState<Known | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(() => {
    if (id === null) return;
    let isWanted = true;
    const load = async () => {
      const samples: NamedSample[] = [];
      let after: string | null = null;
      do {
        const variables: { id: string; first: number; after: string | null } = { id, first: PAGE_SIZE, after };
        const { data } = await client.query({ query: SnapshotKeysDocument, variables, fetchPolicy: 'no-cache' });
        const page = narrowNode(data?.node)?.samples;
        samples.push(...(page?.edges.map(({ node }) => node) ?? []));
        after = page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
      } while (isWanted && after !== null);
      if (isWanted) setKnown({ id, samples });
    };
    load().catch((error: unknown) => {
      if (isWanted) setProblem(describeError(error));
    });
    return () => {
      isWanted = false;
    };
  }, [client, id]);

  return { samples: known !== null && known.id === id ? known.samples : null, problem };
}
