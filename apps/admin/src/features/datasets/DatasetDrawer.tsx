import { useQuery } from '@apollo/client/react';
import { Accordion, Button, Group, NativeSelect, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconChartBar, IconTrophy } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { DatasetDocument, type DatasetQuery, type SnapshotPartsFragment } from '../../generated/graphql.js';
import { DetailDrawer } from '../../ui/DetailDrawer.js';
import { formatDate } from '../../ui/format.js';
import { narrowNode } from '../../ui/narrow-node.js';
import { NoSuch } from '../../ui/NoSuch.js';
import { DatasetBar } from './DatasetBar.js';
import { DatasetImportForm } from './DatasetImportForm.js';
import { DatasetSamples } from './DatasetSamples.js';

interface DatasetDrawerProps {
  /** Null: closed. */
  readonly id: string | null;
  readonly onChanged: () => void;
  readonly onClose: () => void;
}

type Dataset = Extract<NonNullable<DatasetQuery['node']>, { readonly id: string }>;

function SnapshotFacts({ snapshot }: { readonly snapshot: SnapshotPartsFragment }) {
  const { sampleCount, pictureCount, splits, digest, createdAt } = snapshot;
  return (
    <Text size="sm" c="dimmed">
      {sampleCount} samples, {pictureCount} with pictures ·{' '}
      {splits.map(({ split, sampleCount: count }) => `${split} ${count}`).join(', ')} · frozen {formatDate(createdAt)} ·{' '}
      <span title={digest}>digest {digest.slice(0, 12)}…</span>
    </Text>
  );
}

function Snapshots({ snapshots }: Pick<Dataset, 'snapshots'>) {
  const [chosen, setChosen] = useState<string | null>(null);
  const snapshot = snapshots.find(({ id }) => id === chosen) ?? snapshots[0];
  if (!snapshot)
    return (
      <Text size="sm" c="dimmed">
        It has no samples yet: import annotations, with their pictures where FID and KID are wanted.
      </Text>
    );
  return (
    <Stack gap="sm">
      <Group justify="space-between" align="flex-end">
        <NativeSelect
          label="Snapshot"
          size="xs"
          data={snapshots.map(({ id, version }) => ({ value: id, label: `version ${version}` }))}
          value={snapshot.id}
          onChange={({ currentTarget }) => {
            setChosen(currentTarget.value);
          }}
        />
        <Group gap="xs">
          <Button
            component={Link}
            to={`/reports?new=${snapshot.id}`}
            size="xs"
            leftSection={<IconChartBar size={16} />}
          >
            New report
          </Button>
          <Button
            component={Link}
            to={`/reports/leaderboard?snapshot=${snapshot.id}`}
            size="xs"
            variant="default"
            leftSection={<IconTrophy size={16} />}
          >
            Leaderboard
          </Button>
        </Group>
      </Group>
      <SnapshotFacts snapshot={snapshot} />
      <DatasetSamples key={snapshot.id} snapshot={snapshot} />
    </Stack>
  );
}

interface DetailsProps {
  readonly dataset: Dataset;
  /** Reads it again. */
  readonly onChanged: () => Promise<void>;
}

function Import({ dataset: { id, snapshots }, onChanged }: DetailsProps) {
  return (
    <Accordion variant="contained" chevronPosition="left" defaultValue={snapshots.length === 0 ? 'import' : null}>
      <Accordion.Item value="import">
        <Accordion.Control>
          <Text size="sm">Import annotations with pictures</Text>
        </Accordion.Control>
        <Accordion.Panel>
          <DatasetImportForm datasetId={id} onTaken={() => void onChanged()} />
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}

function Details({ dataset, onChanged }: DetailsProps) {
  return (
    <Stack gap="md">
      <Stack gap={4}>
        <Title order={2} size="h4">
          {dataset.name}
        </Title>
        <DatasetBar dataset={dataset} onChanged={onChanged} />
      </Stack>
      {dataset.archivedAt === null && <Import dataset={dataset} onChanged={onChanged} />}
      <Snapshots snapshots={dataset.snapshots} />
    </Stack>
  );
}

function Content({ id, onChanged }: { readonly id: string; readonly onChanged: () => void }) {
  const { data, loading, refetch } = useQuery(DatasetDocument, { variables: { id }, fetchPolicy: 'cache-and-network' });
  const dataset = narrowNode(data?.node);
  const reload = () => {
    onChanged();
    // What goes wrong leaves what was there.
    return refetch().then(
      () => undefined,
      () => undefined,
    );
  };
  if (dataset) return <Details dataset={dataset} onChanged={reload} />;
  if (loading) return <Skeleton height={280} />;
  return <NoSuch noun="data set" />;
}

/** One data set: where it comes from, its snapshots, and the samples themselves. */
export function DatasetDrawer({ id, onChanged, onClose }: DatasetDrawerProps) {
  return (
    <DetailDrawer title="Data set" size="xl" id={id} onClose={onClose}>
      {(shown) => <Content id={shown} onChanged={onChanged} />}
    </DetailDrawer>
  );
}
