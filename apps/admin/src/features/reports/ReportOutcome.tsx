import { Alert, Button, Code, Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconBan, IconRefresh } from '@tabler/icons-react';
import { type ReportDetailFragment } from '../../generated/graphql.js';

interface ReportOutcomeProps {
  readonly report: ReportDetailFragment;
  readonly isBusy: boolean;
  readonly onRetry: () => void;
}

function Failure({ failure }: Pick<ReportDetailFragment, 'failure'>) {
  if (!failure) return <Text size="sm">It failed without saying why.</Text>;
  return (
    <Text size="sm">
      <Code>{failure.code}</Code> {failure.message}
    </Text>
  );
}

/** What a report without numbers came to, and the way to try it again. */
export function ReportOutcome({ report: { state, failure, attempt }, isBusy, onRetry }: ReportOutcomeProps) {
  if (state !== 'FAILED' && state !== 'CANCELED') return null;
  const isFailure = state === 'FAILED';
  return (
    <Alert
      variant="default"
      icon={isFailure ? <IconAlertTriangle color="var(--mantine-color-red-6)" /> : <IconBan />}
      title={isFailure ? `Failed in attempt ${attempt}` : 'Canceled'}
      role={isFailure ? 'alert' : 'status'}
    >
      <Group justify="space-between" align="flex-end">
        {isFailure ? (
          <Failure failure={failure} />
        ) : (
          <Text size="sm">A retry is a new report of the same request.</Text>
        )}
        <Button variant="default" size="xs" leftSection={<IconRefresh size={16} />} loading={isBusy} onClick={onRetry}>
          Retry
        </Button>
      </Group>
    </Alert>
  );
}
