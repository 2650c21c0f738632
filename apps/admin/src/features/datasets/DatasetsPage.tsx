import { Button, Container, Skeleton, Stack, Switch, Table } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconArchiveOff, IconDatabaseOff, IconPlus } from '@tabler/icons-react';
import { useNavigate, useParams } from 'react-router';
import { type DatasetPartsFragment } from '../../generated/graphql.js';
import { formatAgo } from '../../ui/format.js';
import { LinkedName } from '../../ui/LinkedName.js';
import classes from '../../ui/LinkedTable.module.css';
import { Notice } from '../../ui/Notice.js';
import { OnTermsDialog } from '../../ui/OnTermsDialog.js';
import { Unreadable } from '../../ui/Unreadable.js';
import { useAddress } from '../../ui/use-address.js';
import { ReportsHeader } from '../reports/ReportsHeader.js';
import { DatasetDrawer } from './DatasetDrawer.js';
import { useDatasetEdits } from './use-dataset-edits.js';
import { type Datasets, useDatasets } from './use-datasets.js';

function Row({ dataset, to }: { readonly dataset: DatasetPartsFragment; readonly to: string }) {
  const { name, description, licence, currentSnapshot: snapshot, createdAt } = dataset;
  const scenes = snapshot?.scenes.filter(({ scene }) => scene !== null).length ?? 0;
  return (
    <Table.Tr className={classes.row}>
      <LinkedName to={to} name={name} detail={description} />
      <Table.Td ta="right">{snapshot?.sampleCount ?? '–'}</Table.Td>
      <Table.Td ta="right" visibleFrom="xs">
        {snapshot?.pictureCount ?? '–'}
      </Table.Td>
      <Table.Td ta="right" visibleFrom="sm">
        {scenes || '–'}
      </Table.Td>
      <Table.Td visibleFrom="sm">{licence ?? '–'}</Table.Td>
      <Table.Td ta="right" visibleFrom="sm">
        {formatAgo(createdAt)}
      </Table.Td>
    </Table.Tr>
  );
}

interface DatasetTableProps {
  readonly datasets: readonly DatasetPartsFragment[];
  /** The address of a data set's details. */
  readonly toDetails: (id: string) => string;
}

function DatasetTable({ datasets, toDetails }: DatasetTableProps) {
  return (
    <Table aria-label="Data sets" className={classes.table} verticalSpacing={8} highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Data set</Table.Th>
          <Table.Th ta="right">Samples</Table.Th>
          <Table.Th ta="right" visibleFrom="xs">
            Pictures
          </Table.Th>
          <Table.Th ta="right" visibleFrom="sm">
            Scenes
          </Table.Th>
          <Table.Th visibleFrom="sm">Licence</Table.Th>
          <Table.Th ta="right" visibleFrom="sm">
            Made
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {datasets.map((dataset) => (
          <Row key={dataset.id} dataset={dataset} to={toDetails(dataset.id)} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function NoDatasets({ isArchive, onCreate }: Pick<ListProps, 'isArchive' | 'onCreate'>) {
  if (isArchive)
    return (
      <Notice icon={<IconArchiveOff />} title="No data set is in the archive">
        Those that are put away are listed here, and can be taken out again.
      </Notice>
    );
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

interface ListProps extends Pick<DatasetTableProps, 'toDetails'> {
  readonly state: Datasets;
  readonly isArchive: boolean;
  readonly onCreate: () => void;
}

function List({ state: { datasets, isLoading, error }, toDetails, ...nothing }: ListProps) {
  if (datasets.length > 0) return <DatasetTable datasets={datasets} toDetails={toDetails} />;
  if (error) return <Unreadable title="The data sets could not be read" error={error} />;
  if (isLoading) return <Skeleton height={240} />;
  return <NoDatasets {...nothing} />;
}

/** What pictures are judged against. One of them in a drawer where the address names it. */
export function DatasetsPage() {
  const { datasetId } = useParams();
  const [params, setParams] = useAddress();
  const navigate = useNavigate();
  const isArchive = params.has('archived');
  const search = isArchive ? '?archived' : '';
  const state = useDatasets(isArchive);
  const edits = useDatasetEdits(state.reload);
  const [created, creating] = useDisclosure();
  const toDetails = (id: string) => `/reports/datasets/${id}${search}`;
  return (
    <Container size="lg" py="lg">
      <Stack>
        <ReportsHeader title="Data sets">
          <Switch
            size="xs"
            label="Archive"
            checked={isArchive}
            onChange={({ currentTarget }) => {
              setParams(currentTarget.checked ? { archived: '' } : {});
            }}
          />
          <Button size="xs" leftSection={<IconPlus size={16} />} onClick={creating.open}>
            New data set
          </Button>
        </ReportsHeader>
        <List state={state} isArchive={isArchive} toDetails={toDetails} onCreate={creating.open} />
      </Stack>
      <DatasetDrawer
        id={datasetId ?? null}
        onChanged={state.reload}
        onClose={() => void navigate(`/reports/datasets${search}`)}
      />
      <OnTermsDialog
        noun="data set"
        opened={created}
        thing={null}
        edits={edits}
        onDone={(id) => {
          creating.close();
          void navigate(`/reports/datasets/${id}`);
        }}
        onClose={() => {
          edits.reset();
          creating.close();
        }}
      />
    </Container>
  );
}
