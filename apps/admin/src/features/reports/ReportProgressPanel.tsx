import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { IconPlayerStop } from '@tabler/icons-react';
import { type ReportDetailFragment } from '../../generated/graphql.js';
import { formatDuration } from '../../ui/format.js';
import { describeCount, type ReportProgress, STAGES } from './progress.js';
import classes from './ReportProgressPanel.module.css';

interface ReportProgressPanelProps {
  readonly report: ReportDetailFragment;
  readonly progress: ReportProgress;
  readonly isBusy: boolean;
  readonly onCancel: () => void;
}

function describe({ stage, etaMs, notice, ...progress }: ReportProgress): string {
  if (notice) return notice;
  if (stage === null) return 'Waiting for a worker';
  const left = etaMs === null ? null : `about ${formatDuration(etaMs)} left`;
  return [describeCount({ stage, etaMs, notice, ...progress }), left].filter(Boolean).join(', ') || 'Starting';
}

/** The stages that this report goes through: pictures made elsewhere are neither generated nor timed. */
function listStages({ generator, request }: ReportDetailFragment): typeof STAGES {
  const isModel = generator.kind === 'MODEL';
  return STAGES.filter(({ stage }) =>
    stage === 'GENERATE' ? isModel : stage !== 'TIME' || (isModel && request.metrics.includes('TIME')),
  );
}

/** How far a report is: its stages, what of the present one is done, and the way to stop it. */
export function ReportProgressPanel({ report, progress, isBusy, onCancel }: ReportProgressPanelProps) {
  const stages = listStages(report);
  const current = stages.findIndex(({ stage }) => stage === progress.stage);
  const percent = progress.total > 0 ? (progress.done / progress.total) * 100 : 0;
  return (
    <Stack gap={8} role="status" aria-live="polite" aria-label="Progress">
      <Group justify="space-between" wrap="nowrap">
        <ol className={classes.stages}>
          {stages.map(({ stage, label }, index) => (
            <li
              key={stage}
              className={classes.stage}
              data-done={index < current || undefined}
              {...(index === current && { 'aria-current': 'step' })}
            >
              {label}
            </li>
          ))}
        </ol>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlayerStop size={16} />}
          loading={isBusy || report.cancelRequestedAt !== null}
          onClick={onCancel}
        >
          Cancel
        </Button>
      </Group>
      <Progress
        value={current < 0 ? 100 : percent}
        animated={current < 0}
        color={current < 0 ? 'gray' : ''}
        aria-label="Done of this stage"
      />
      <Text size="sm" c="dimmed">
        {describe(progress)}
      </Text>
    </Stack>
  );
}
