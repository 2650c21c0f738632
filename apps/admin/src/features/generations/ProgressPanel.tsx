import { Button, Group, Progress as Bar, Stack, Text } from '@mantine/core';
import { IconPlayerStop } from '@tabler/icons-react';
import { type GenerationDetailFragment } from '../../generated/graphql.js';
import { formatDuration, formatInterval, formatName } from '../../ui/format.js';
import { type Progress } from './progress.js';

interface ProgressPanelProps {
  readonly generation: GenerationDetailFragment;
  readonly progress: Progress;
  readonly isBusy: boolean;
  readonly onCancel: () => void;
}

function describeQueue({ queuePlace }: GenerationDetailFragment): string {
  if (!queuePlace) return 'Waiting for a worker';
  const { ahead, etaLowSeconds, etaHighSeconds } = queuePlace;
  const place = ahead === 0 ? 'Next in the queue' : `${ahead} ahead in the queue`;
  const interval = formatInterval(etaLowSeconds, etaHighSeconds);
  return interval ? `${place}, ${interval}` : place;
}

function describeStep({ stage, stepIndex, stepCount }: Progress): string {
  if (!stage) return 'Starting';
  if (stage !== 'denoise' || stepIndex === null || stepCount === null) return formatName(stage);
  return `Step ${stepIndex + 1} of ${stepCount}`;
}

function computePercent({ stage, stepIndex, stepCount }: Progress): number {
  if (stage === 'decode') return 100;
  return stepIndex === null || !stepCount ? 0 : ((stepIndex + 1) / stepCount) * 100;
}

/** How far a generation is: its place in the queue, or its stage and step, and the way to stop it. */
export function ProgressPanel({ generation, progress, isBusy, onCancel }: ProgressPanelProps) {
  const isQueued = generation.state === 'QUEUED' && progress.stage === null && progress.lastType !== 'STARTED';
  const isCanceling = generation.cancelRequestedAt !== null;
  return (
    <Stack gap={8} role="status" aria-live="polite">
      <Group justify="space-between" wrap="nowrap">
        <div>
          <Text fw={500} size="sm">
            {isQueued ? describeQueue(generation) : describeStep(progress)}
          </Text>
          <Text size="xs" c="dimmed">
            {progress.notice ??
              (progress.etaMs === null ? 'Denoising from noise to picture' : `${formatDuration(progress.etaMs)} left`)}
          </Text>
        </div>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlayerStop size={16} />}
          loading={isBusy || isCanceling}
          onClick={onCancel}
        >
          Cancel
        </Button>
      </Group>
      <Bar
        value={isQueued ? 100 : computePercent(progress)}
        animated={isQueued}
        color={isQueued ? 'gray' : ''}
        aria-label="Steps done"
      />
    </Stack>
  );
}
