import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import { type PoseDetailFragment } from '../../generated/graphql.js';
import { Fact, Facts } from '../../ui/Facts.js';
import { formatAgo } from '../../ui/format.js';

/** Where all versions of a pose went. */
export function PoseUsage({ pose: { usage, collections, updatedAt } }: { readonly pose: PoseDetailFragment }) {
  const { generationCount, exportCount, datasets, reports } = usage;
  return (
    <Facts label="Usage" width={130}>
      <Fact label="Generations">{generationCount}</Fact>
      <Fact label="Exports">{exportCount}</Fact>
      <Fact label="Changed">{formatAgo(updatedAt)}</Fact>
      <Fact label="Collections">
        {collections.length === 0 && '–'}
        {collections.map(({ id, name }) => (
          <Text key={id} size="sm">
            <Anchor component={Link} to={`/poses?collection=${id}`} size="sm">
              {name}
            </Anchor>
          </Text>
        ))}
      </Fact>
      {datasets.length > 0 && (
        <Fact label="Data sets">{datasets.map(({ name, version }) => `${name}, version ${version}`).join('; ')}</Fact>
      )}
      {reports.length > 0 && <Fact label="Reports">{reports.map(({ name }) => name).join('; ')}</Fact>}
    </Facts>
  );
}
