import { Alert, Button, Code, Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconBan, IconRefresh } from '@tabler/icons-react';
import { type GenerationDetailFragment } from '../../generated/graphql.js';
import { formatDuration } from '../../ui/format.js';
import { adviseOn } from './failure-advice.js';

interface OutcomeNoticeProps {
  readonly generation: GenerationDetailFragment;
  readonly isBusy: boolean;
  readonly onRetry: () => void;
}

function Failure({ error }: Pick<GenerationDetailFragment, 'error'>) {
  if (!error) return <Text size="sm">It failed without saying why.</Text>;
  return (
    <>
      <Text size="sm">
        <Code>{error.code}</Code> {error.message}
      </Text>
      <Text size="sm" c="dimmed">
        {adviseOn(error.code)}
      </Text>
    </>
  );
}

/** What a generation without a picture came to, and the way to try it again. */
export function OutcomeNotice({ generation, isBusy, onRetry }: OutcomeNoticeProps) {
  const { state, error, cancelLatencyMs, attempt } = generation;
  if (state !== 'FAILED' && state !== 'CANCELED') return null;
  const isFailure = state === 'FAILED';
  const title = isFailure ? `Failed in attempt ${attempt}` : 'Canceled';
  return (
    <Alert
      variant="default"
      icon={isFailure ? <IconAlertTriangle color="var(--mantine-color-red-6)" /> : <IconBan />}
      title={title}
      role={isFailure ? 'alert' : 'status'}
    >
      <Group justify="space-between" align="flex-end">
        <div>
          {isFailure ? (
            <Failure error={error} />
          ) : (
            <Text size="sm">
              {cancelLatencyMs === null
                ? 'It was stopped.'
                : `It stopped ${formatDuration(cancelLatencyMs)} after the wish.`}
            </Text>
          )}
        </div>
        <Button variant="default" size="xs" leftSection={<IconRefresh size={16} />} loading={isBusy} onClick={onRetry}>
          Retry
        </Button>
      </Group>
    </Alert>
  );
}
