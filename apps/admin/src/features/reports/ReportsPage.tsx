import { Button, Container, Skeleton, Stack } from '@mantine/core';
import { useDebouncedValue, useDisclosure } from '@mantine/hooks';
import { IconChartBarOff, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { Notice } from '../../ui/Notice.js';
import { Pager, type PageVariables } from '../../ui/Pager.js';
import { useAddress } from '../../ui/use-address.js';
import { Unreadable } from '../../ui/Unreadable.js';
import { CreateReportDialog } from './CreateReportDialog.js';
import { formatFilter, parseFilter, type ReportListFilter, toReportFilter } from './filter.js';
import { ReportFilterBar } from './ReportFilterBar.js';
import { ReportsHeader } from './ReportsHeader.js';
import { ReportTable } from './ReportTable.js';
import { useReports } from './use-reports.js';

const PAUSE_MS = 200;

interface ListProps {
  readonly filter: ReportListFilter;
  readonly isFiltered: boolean;
  readonly onCreate: () => void;
}

function NothingFound({ isFiltered, onCreate }: Omit<ListProps, 'filter'>) {
  if (isFiltered)
    return (
      <Notice icon={<IconChartBarOff />} title="No report is like that">
        Widen the filter, or clear it to see all of them.
      </Notice>
    );
  return (
    <Notice
      icon={<IconChartBarOff />}
      title="Nothing has been judged yet"
      action={<Button onClick={onCreate}>New report</Button>}
    >
      Choose poses or a data set, and a model or a folder of pictures made elsewhere. The report tells how well the
      pictures hold their poses, scene by scene.
    </Notice>
  );
}

function List({ filter, isFiltered, onCreate }: ListProps) {
  const [place, setPlace] = useState<PageVariables>({});
  const { page, isLoading, error } = useReports(toReportFilter(filter), place);
  if (error && !page) return <Unreadable title="The reports could not be read" error={error} />;
  if (!page) return <Skeleton height={320} aria-busy={isLoading} />;
  if (page.edges.length === 0) return <NothingFound isFiltered={isFiltered} onCreate={onCreate} />;
  return (
    <Stack>
      <ReportTable reports={page.edges.map(({ node }) => node)} />
      <Pager pageInfo={page.pageInfo} totalCount={page.totalCount} noun="report" onTurn={setPlace} />
    </Stack>
  );
}

/** Every report of the studio, newest first, live. */
export function ReportsPage() {
  const [params, setParams] = useAddress();
  const navigate = useNavigate();
  const [created, creating] = useDisclosure(params.has('new'));
  const [address] = useDebouncedValue(params.toString(), PAUSE_MS);
  const settled = new URLSearchParams(address);
  settled.delete('new');
  return (
    <Container size="lg" py="lg">
      <Stack>
        <ReportsHeader title="Reports">
          <Button size="xs" leftSection={<IconPlus size={16} />} onClick={creating.open}>
            New report
          </Button>
        </ReportsHeader>
        <ReportFilterBar
          filter={parseFilter(params)}
          onChange={(next) => {
            setParams(formatFilter(next));
          }}
        />
        <List
          key={settled.toString()}
          filter={parseFilter(settled)}
          isFiltered={settled.size > 0}
          onCreate={creating.open}
        />
      </Stack>
      <CreateReportDialog
        opened={created}
        snapshotId={params.get('new')}
        onCreated={(id) => void navigate(`/reports/${id}`)}
        onClose={creating.close}
      />
    </Container>
  );
}
