import { useQuery } from '@apollo/client/react';
import { Accordion, Anchor, Container, NativeSelect, Paper, Select, Skeleton, Stack, Table, Text } from '@mantine/core';
import { IconTrophyOff } from '@tabler/icons-react';
import { Link } from 'react-router';
import { LeaderboardDocument, type LeaderboardQuery, type MetricName } from '../../generated/graphql.js';
import filters from '../../ui/Filters.module.css';
import { formatAgo, formatName } from '../../ui/format.js';
import { Notice } from '../../ui/Notice.js';
import { Unreadable } from '../../ui/Unreadable.js';
import { useAddress } from '../../ui/use-address.js';
import { useDatasets } from '../datasets/use-datasets.js';
import { describeGenerator } from './describe-report.js';
import classes from './LeaderboardPage.module.css';
import { ManifestFacts } from './Manifests.js';
import { formatBounds, formatMetric, METRIC_NAMES, METRICS, toPrimary } from './metrics.js';
import { ReportsHeader } from './ReportsHeader.js';
import { useReports } from './use-reports.js';

type Group = LeaderboardQuery['leaderboard'][number];

interface Choice {
  readonly snapshotId: string;
  readonly metric: MetricName;
  readonly scene: string | null;
}

function Row({
  entry,
  metric,
  unit,
}: {
  readonly entry: Group['entries'][number];
  readonly metric: MetricName;
  readonly unit: string | null;
}) {
  const { rank, report, value } = entry;
  const primary = toPrimary(value);
  return (
    <Table.Tr>
      <Table.Td>{rank ?? '–'}</Table.Td>
      <Table.Td className={classes.name}>
        <Anchor component={Link} to={`/reports/${report.id}`} c="inherit" size="sm" fw={500} truncate display="block">
          {report.name}
        </Anchor>
        <Text size="xs" c="dimmed" truncate>
          {describeGenerator(report)} · {formatAgo(report.createdAt)}
        </Text>
      </Table.Td>
      <Table.Td ta="right" className={classes.value}>
        <Text fw={600} size="sm">
          {formatMetric(metric, primary.value, unit)}
        </Text>
        <Text size="xs" c="dimmed">
          {formatBounds(metric, primary)}
        </Text>
      </Table.Td>
    </Table.Tr>
  );
}

function GroupTable({ group, metric }: { readonly group: Group; readonly metric: MetricName }) {
  return (
    <Paper withBorder className={classes.group}>
      <Table aria-label={`Ranked by ${METRICS[metric].name}`} className={classes.table}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>#</Table.Th>
            <Table.Th>Report</Table.Th>
            <Table.Th ta="right">
              {METRICS[metric].label} {group.better === 'HIGHER' ? '↑' : '↓'}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {group.entries.map((entry) => (
            <Row key={entry.report.id} entry={entry} metric={metric} unit={group.unit} />
          ))}
        </Table.Tbody>
      </Table>
      <Accordion variant="filled" chevronPosition="left">
        <Accordion.Item value="manifest">
          <Accordion.Control>
            <Text size="xs">What these have in common</Text>
          </Accordion.Control>
          <Accordion.Panel>
            <ManifestFacts manifest={group.manifest} />
          </Accordion.Panel>
        </Accordion.Item>
      </Accordion>
    </Paper>
  );
}

function Groups({ snapshotId, metric, scene }: Choice) {
  const { data, error } = useQuery(LeaderboardDocument, {
    variables: { snapshotId, metric, scene },
    fetchPolicy: 'cache-and-network',
  });
  if (error) return <Unreadable title="The leaderboard could not be read" error={error} />;
  if (!data) return <Skeleton height={240} />;
  if (data.leaderboard.length === 0)
    return (
      <Notice icon={<IconTrophyOff />} title={`No report of these samples holds ${METRICS[metric].label}`}>
        Choose another metric or scene, or make a report of them.
      </Notice>
    );
  return (
    <Stack>
      {data.leaderboard.length > 1 && (
        <Text size="sm" c="dimmed">
          One table for each way of measuring: numbers of different tables do not say the same thing.
        </Text>
      )}
      {data.leaderboard.map((group) => (
        <GroupTable key={group.entries[0]?.report.id} group={group} metric={metric} />
      ))}
    </Stack>
  );
}

function readMetric(text: string | null): MetricName {
  return METRIC_NAMES.find((name) => name === text) ?? 'AP';
}

/** Who does best: reports of one data set by one metric, of all pictures or of a scene. */
export function LeaderboardPage() {
  const [params, setParams] = useAddress();
  const { datasets, isLoading } = useDatasets();
  const snapshots = datasets.flatMap(({ name, currentSnapshot }) =>
    currentSnapshot ? [{ ...currentSnapshot, name }] : [],
  );
  const newest = useReports({ states: ['SUCCEEDED'] }).page?.edges[0]?.node;
  const wanted = params.get('snapshot') ?? newest?.snapshot.id;
  const snapshot = snapshots.find(({ id }) => id === wanted) ?? snapshots[0];
  const snapshotId = params.get('snapshot') ?? snapshot?.id;
  const metric = readMetric(params.get('metric'));
  const scene = params.get('scene');
  const change = (part: Readonly<Record<string, string | null>>) => {
    const next = new URLSearchParams(params);
    for (const [key, value] of Object.entries(part))
      if (value === null) next.delete(key);
      else next.set(key, value);
    setParams(next);
  };
  const scenes = snapshot?.scenes.flatMap((entry) => entry.scene ?? []) ?? [];
  return (
    <Container size="lg" py="lg">
      <Stack>
        <ReportsHeader title="Leaderboard" />
        {snapshots.length > 0 && (
          <div className={filters.bar} role="search" aria-label="What is ranked">
            <NativeSelect
              label="Data set"
              data={snapshots.map(({ id, name, version }) => ({ value: id, label: `${name}, version ${version}` }))}
              value={snapshot?.id ?? ''}
              onChange={({ currentTarget }) => {
                change({ snapshot: currentTarget.value, scene: null });
              }}
            />
            <NativeSelect
              label="Metric"
              data={METRIC_NAMES.map((value) => ({ value, label: METRICS[value].name }))}
              value={metric}
              onChange={({ currentTarget }) => {
                change({ metric: currentTarget.value });
              }}
            />
            {scenes.length > 0 && (
              <Select
                label="Scene"
                placeholder="All pictures"
                clearable
                searchable
                data={scenes.map((value) => ({ value, label: formatName(value) }))}
                value={scene}
                onChange={(value) => {
                  change({ scene: value });
                }}
              />
            )}
          </div>
        )}
        {snapshotId !== undefined ? (
          <Groups snapshotId={snapshotId} metric={metric} scene={scene} />
        ) : isLoading ? (
          <Skeleton height={240} />
        ) : (
          <Notice icon={<IconTrophyOff />} title="There is nothing to rank yet">
            Make reports of one data set: those that were measured alike are ranked here.
          </Notice>
        )}
      </Stack>
    </Container>
  );
}
