import { useQuery } from '@apollo/client/react';
import { Accordion, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import {
  type PoseDetailFragment,
  PoseVersionDiffDocument,
  type PoseVersionDiffQuery,
} from '../../generated/graphql.js';
import { describeError } from '../../ui/describe-error.js';
import { formatAgo, formatName } from '../../ui/format.js';
import { narrowNode } from '../../ui/narrow-node.js';
import classes from './VersionHistory.module.css';

type Version = PoseDetailFragment['versions'][number];
type DiffNode = Extract<NonNullable<PoseVersionDiffQuery['node']>, { readonly id: string }>;

const NAMED = 5;

function describeDiff({
  skeletonChanged,
  canvasChanged,
  maxDistancePx,
  people,
}: NonNullable<DiffNode['diff']>): string {
  const names = [...new Set(people.flatMap(({ joints }) => joints.map(({ name }) => name)))];
  const named = names.slice(0, NAMED).map((name) => formatName(name).toLowerCase());
  const rest = names.length - named.length;
  return [
    skeletonChanged ? 'Another skeleton' : '',
    canvasChanged ? 'Another canvas' : '',
    names.length > 0 ? `Changed: ${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}` : '',
    maxDistancePx > 0 ? `By ${maxDistancePx.toFixed(1)} px at most` : '',
  ]
    .filter((part) => part !== '')
    .join('. ');
}

function Diff({ version }: { readonly version: Version }) {
  const { data, error } = useQuery(PoseVersionDiffDocument, { variables: { id: version.id } });
  const diff = narrowNode(data?.node)?.diff;
  if (!data && !error) return <Skeleton height={180} />;
  if (!diff)
    return (
      <Text size="sm" c="dimmed">
        {error ? describeError(error) : 'The first version: there is nothing before it.'}
      </Text>
    );
  return (
    <Stack gap="xs">
      {/* A picture, so that it is never markup. */}
      <img
        src={`data:image/svg+xml;utf8,${encodeURIComponent(diff.svg)}`}
        alt={`What changed from version ${diff.from.version} to ${version.version}`}
        className={classes.diff}
      />
      <Text size="sm">{describeDiff(diff) || 'Nothing that can be seen was changed.'}</Text>
    </Stack>
  );
}

/** All versions, the newest first, each with what it changed. */
export function VersionHistory({ versions }: { readonly versions: readonly Version[] }) {
  const [opened, setOpened] = useState<string | null>(null);
  return (
    <Accordion value={opened} onChange={setOpened} variant="separated" aria-label="Versions">
      {[...versions].reverse().map((version) => (
        <Accordion.Item key={version.id} value={version.id}>
          <Accordion.Control>
            <Group gap="sm" wrap="nowrap">
              <img src={version.thumbnailUrl} alt="" width={40} height={40} className={classes.thumbnail} />
              <div>
                <Text size="sm" fw={500}>
                  Version {version.version}
                </Text>
                <Text size="xs" c="dimmed">
                  {formatAgo(version.createdAt)}, {version.people === 1 ? '1 person' : `${version.people} people`}
                </Text>
              </div>
            </Group>
          </Accordion.Control>
          <Accordion.Panel>{version.id === opened && <Diff version={version} />}</Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  );
}
