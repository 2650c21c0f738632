import { ActionIcon, Anchor, Button, Group, Menu, Text, Title } from '@mantine/core';
import { IconArchive, IconDots, IconDownload, IconRefresh, IconScale, IconTrophy } from '@tabler/icons-react';
import { Link, useNavigate } from 'react-router';
import { type ReportDetailFragment } from '../../generated/graphql.js';
import { formatDate } from '../../ui/format.js';
import { StateBadge } from '../generations/StateBadge.js';
import { isActive } from '../generations/states.js';
import { describeGenerator } from './describe-report.js';
import { type ReportActions } from './use-report-actions.js';

interface ReportHeaderProps {
  readonly report: ReportDetailFragment;
  readonly actions: ReportActions;
}

const FORMATS = ['json', 'csv', 'html'] as const;

function ExportMenu({ exports }: { readonly exports: NonNullable<ReportDetailFragment['exports']> }) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" size="xs" leftSection={<IconDownload size={16} />}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {FORMATS.map((format) => (
          <Menu.Item key={format} component="a" href={exports[format]} download>
            {format.toUpperCase()}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function MoreMenu({ report, actions }: ReportHeaderProps) {
  const navigate = useNavigate();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="default" size={30} aria-label="More">
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconTrophy size={16} />}
          onClick={() => void navigate(`/reports/leaderboard?snapshot=${report.snapshot.id}`)}
        >
          Leaderboard of this data set
        </Menu.Item>
        {!isActive(report.state) && (
          <Menu.Item leftSection={<IconRefresh size={16} />} disabled={actions.isBusy} onClick={actions.retry}>
            {report.state === 'SUCCEEDED' ? 'Measure again' : 'Retry'}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconArchive size={16} />} disabled={actions.isBusy} onClick={actions.archive}>
          Archive
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Nothing before they are counted. */
function describeSamples({ pictureCount, failedCount }: ReportDetailFragment): string {
  if (pictureCount === null) return '';
  const samples = pictureCount === 1 ? '1 sample' : `${pictureCount} samples`;
  return failedCount ? ` · ${samples}, ${failedCount} of them without a picture` : ` · ${samples}`;
}

/** What was judged, made by whom and when, and what can be done with the report. */
export function ReportHeader({ report, actions }: ReportHeaderProps) {
  const { id, name, state, snapshot, generator, seed, createdAt, exports } = report;
  const isDone = state === 'SUCCEEDED';
  return (
    <header>
      <Anchor component={Link} to="/reports" size="xs">
        All reports
      </Anchor>
      <Group justify="space-between" align="flex-start">
        <Group gap="sm">
          <Title order={1} size="h3">
            {name}
          </Title>
          <StateBadge state={state} />
        </Group>
        <Group gap="xs">
          {isDone && (
            <Button
              component={Link}
              to={`/reports/compare?a=${id}`}
              variant="default"
              size="xs"
              leftSection={<IconScale size={16} />}
            >
              Compare
            </Button>
          )}
          {isDone && exports && <ExportMenu exports={exports} />}
          <MoreMenu report={report} actions={actions} />
        </Group>
      </Group>
      <Text size="sm" c="dimmed" mt={4}>
        {describeGenerator(report)} on{' '}
        <Anchor component={Link} to={`/reports/datasets/${snapshot.dataset.id}`} size="sm">
          {snapshot.dataset.name}
        </Anchor>
        , version {snapshot.version}
        {describeSamples(report)} · seed {seed} · {formatDate(createdAt)}
      </Text>
      {generator.note && <Text size="sm">{generator.note}</Text>}
    </header>
  );
}
