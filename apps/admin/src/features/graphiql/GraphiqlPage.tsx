import 'graphiql/style.css';
import { useComputedColorScheme } from '@mantine/core';
import { GraphiQL } from 'graphiql';
import { useMemo } from 'react';
import { useLocation } from 'react-router';
import { useConnection } from '../../app/connection-context.js';
import { createFetcher } from './create-fetcher.js';
import classes from './GraphiqlPage.module.css';

const WELCOME = `# Ctrl+Enter runs the operation that the cursor is in.

query LatestPictures {
  generations(first: 5, filter: { states: [SUCCEEDED] }) {
    nodes {
      recipe { prompt seed }
      picture { url }
      fidelity { objectKeypointSimilarity }
    }
  }
}

subscription EverythingThatHappens {
  generations { id state }
}
`;

/** What the playground hands over with "Open in GraphiQL". */
interface HandedOver {
  readonly query?: string;
  readonly variables?: string;
}

export function GraphiqlPage() {
  const { socket } = useConnection();
  const fetcher = useMemo(() => createFetcher(socket), [socket]);
  const scheme = useComputedColorScheme();
  const { query, variables } = (useLocation().state ?? {}) as HandedOver;
  return (
    <div className={classes.page}>
      <GraphiQL
        fetcher={fetcher}
        forcedTheme={scheme}
        defaultQuery={WELCOME}
        {...(query !== undefined && { query })}
        {...(variables !== undefined && { variables })}
      >
        <GraphiQL.Logo>{null}</GraphiQL.Logo>
      </GraphiQL>
    </div>
  );
}
