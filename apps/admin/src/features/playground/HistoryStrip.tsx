import { useQuery } from '@apollo/client/react';
import { Text } from '@mantine/core';
import { Link } from 'react-router';
import { RecentGenerationsDocument } from '../../generated/graphql.js';
import { STATES } from '../generations/states.js';
import { Thumbnail } from '../generations/Thumbnail.js';
import classes from './HistoryStrip.module.css';

const COUNT = 30;

/** The latest generations, newest first; each leads to itself. */
export function HistoryStrip({ current }: { readonly current: string | null }) {
  const { data } = useQuery(RecentGenerationsDocument, { variables: { first: COUNT } });
  const generations = data?.generations.edges.map(({ node }) => node) ?? [];
  if (generations.length === 0)
    return (
      <Text size="xs" c="dimmed" p="md">
        Your latest generations will be here.
      </Text>
    );
  return (
    <nav className={classes.strip} aria-label="Recent generations">
      {generations.map((generation) => (
        <Link
          key={generation.id}
          to={`/playground/${generation.id}`}
          className={classes.item}
          aria-current={generation.id === current ? 'true' : undefined}
          title={`${STATES[generation.state].label}: ${generation.recipe.prompt}`}
        >
          <Thumbnail {...generation} />
        </Link>
      ))}
    </nav>
  );
}
