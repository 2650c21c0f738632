import { Text } from '@mantine/core';
import { type GenerationDetailFragment } from '../../generated/graphql.js';
import { OutcomeNotice } from './OutcomeNotice.js';
import { type Progress } from './progress.js';
import { ProgressPanel } from './ProgressPanel.js';
import { isActive } from './states.js';
import { type GenerationActions } from './use-generation-actions.js';

interface SituationProps {
  readonly generation: GenerationDetailFragment;
  readonly progress: Progress;
  readonly actions: GenerationActions;
}

/** How far a generation is, or what it came to, and what can be done about it. */
export function Situation({ generation, progress, actions }: SituationProps) {
  const { problem, isBusy, cancel, retry } = actions;
  return (
    <>
      {isActive(generation.state) && (
        <ProgressPanel generation={generation} progress={progress} isBusy={isBusy} onCancel={cancel} />
      )}
      <OutcomeNotice generation={generation} isBusy={isBusy} onRetry={retry} />
      {problem && (
        <Text c="red" size="sm" role="alert">
          {problem}
        </Text>
      )}
    </>
  );
}
