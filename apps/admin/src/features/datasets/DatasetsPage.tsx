import { Alert, Anchor, Button, Container, Skeleton, Stack, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDatabaseOff, IconPlugConnectedX, IconPlus } from '@tabler/icons-react';
import { Link, useNavigate, useParams } from 'react-router';
import { type DatasetPartsFragment } from '../../generated/graphql.js';
import { describeError } from '../../ui/describe-error.js';
import { formatAgo } from '../../ui/format.js';
import { Notice } from '../../ui/Notice.js';
import { ReportsHeader } from '../reports/ReportsHeader.js';
import { CreateDatasetDialog } from './CreateDatasetDialog.js';
import { DatasetDrawer } from './DatasetDrawer.js';
import { type Datasets, useDatasets } from './use-datasets.js';

function Row({ dataset }: { readonly dataset: DatasetPartsFragment }) {
  const { id, name, description, licence, currentSnapshot: snapshot, createdAt } = dataset;
  const scenes = snapshot?.scenes.filter(({ scene }) => scene !== null).length ?? 0;
  return (
    <Table.Tr>
      <Table.Td>
        <Anchor component={Link} to={`/reports/datasets/${id}`} c="inherit" size="sm" fw={500}>
          {name}
        </Anchor>
        <Text size="xs" c="dimmed" lineClamp={1}>
          {description}
        </Text>
      </Table.Td>
      <Table.Td ta="right">{snapshot?.sampleCount ?? '–'}</Table.Td>
      <Table.Td ta="right">{snapshot?.pictureCount ?? '–'}</Table.Td>
      <Table.Td ta="right">{scenes || '–'}</Table.Td>
      <Table.Td>{licence ?? '–'}</Table.Td>
      <Table.Td ta="right">{formatAgo(createdAt)}</Table.Td>
    </Table.Tr>
  );
}

function DatasetTable({ datasets }: Pick<Datasets, 'datasets'>) {
  return (
    <Table.ScrollContainer minWidth={560} type="native">
      <Table aria-label="Data sets" fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Data set</Table.Th>
            <Table.Th ta="right">Samples</Table.Th>
            <Table.Th ta="right">Pictures</Table.Th>
            <Table.Th ta="right">Scenes</Table.Th>
            <Table.Th>Licence</Table.Th>
            <Table.Th ta="right">Made</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {datasets.map((dataset) => (
            <Row key={dataset.id} dataset={dataset} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function List({
  state: { datasets, isLoading, error },
  onCreate,
}: {
  readonly state: Datasets;
  readonly onCreate: () => void;
}) {
  if (datasets.length > 0) return <DatasetTable datasets={datasets} />;
  if (error)
    return (
      <Alert
        variant="default"
        icon={<IconPlugConnectedX color="var(--mantine-color-red-6)" />}
        title="The data sets could not be read"
      >
        {describeError(error)}
      </Alert>
    );
  if (isLoading) return <Skeleton height={240} />;
  return (
    <Notice
      icon={<IconDatabaseOff />}
      title="There are no data sets yet"
      action={<Button onClick={onCreate}>New data set</Button>}
    >
      Bring in annotated pictures, such as COCO’s or Human-Art’s: FID and KID need real pictures. For pose metrics alone
      the poses of a library do: make a report of them.
    </Notice>
  );
}

/** What pictures are judged against. One of them in a drawer where the address names it. */
export function DatasetsPage() {
  const { datasetId } = useParams();
  const navigate = useNavigate();
  const state = useDatasets();
  const [created, creating] = useDisclosure();
  return (
    <Container size="lg" py="lg">
      <Stack>
        <ReportsHeader title="Data sets">
          <Button size="xs" leftSection={<IconPlus size={16} />} onClick={creating.open}>
            New data set
          </Button>
        </ReportsHeader>
        <List state={state} onCreate={creating.open} />
      </Stack>
      <DatasetDrawer
        id={datasetId ?? null}
        onChanged={state.reload}
        onClose={() => void navigate('/reports/datasets')}
      />
      <CreateDatasetDialog
        opened={created}
        onCreated={(id) => {
          creating.close();
          state.reload();
          void navigate(`/reports/datasets/${id}`);
        }}
        onClose={creating.close}
      />
    </Container>
  );
}
