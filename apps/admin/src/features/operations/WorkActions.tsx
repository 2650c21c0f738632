import { Button, Text } from '@mantine/core';
import { IconPlayerStop, IconRefresh } from '@tabler/icons-react';
import { type GenerationActions, useGenerationActions } from '../generations/use-generation-actions.js';
import { isActive } from '../generations/states.js';
import { useReportActions } from '../reports/use-report-actions.js';
import { type Work } from './work.js';

interface WorkActionsProps {
  readonly work: Work;
  /** It was canceled, or asked for once more. */
  readonly onChanged: () => void;
}

function Action({ work, actions }: { readonly work: Work; readonly actions: GenerationActions }) {
  const isCancelable = isActive(work.state);
  return (
    <>
      <Button
        variant="default"
        size="compact-xs"
        leftSection={isCancelable ? <IconPlayerStop size={14} /> : <IconRefresh size={14} />}
        loading={actions.isBusy || (isCancelable && work.isToBeCanceled)}
        aria-label={`${isCancelable ? 'Cancel' : 'Retry'} ${work.name}`}
        onClick={isCancelable ? actions.cancel : actions.retry}
      >
        {isCancelable ? 'Cancel' : 'Retry'}
      </Button>
      {actions.problem && (
        <Text c="red" size="xs" role="alert">
          {actions.problem}
        </Text>
      )}
    </>
  );
}

function GenerationAction({ work, onChanged }: WorkActionsProps) {
  return <Action work={work} actions={useGenerationActions(work.id, onChanged)} />;
}

function ReportAction({ work, onChanged }: WorkActionsProps) {
  return <Action work={work} actions={useReportActions(work.id, { onRetried: onChanged })} />;
}

/** Stops what is under way; asks once more for what failed. */
export function WorkActions(props: WorkActionsProps) {
  return props.work.kind === 'REPORT' ? <ReportAction {...props} /> : <GenerationAction {...props} />;
}
