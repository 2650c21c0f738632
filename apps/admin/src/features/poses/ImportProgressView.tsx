import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { type ImportProgress } from './use-import.js';

const SAID: Readonly<Record<ImportProgress['phase'], string>> = {
  SEND: 'The file is being sent.',
  INDEX: 'The file is being read through.',
  READ: 'Poses are being read.',
};

/** How far an import is, and the way out of it. */
export function ImportProgressView({
  progress: { phase, share, posesRead },
  onCancel,
}: {
  readonly progress: ImportProgress;
  readonly onCancel: () => void;
}) {
  return (
    <Stack gap={4} role="group" aria-label="Progress">
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Text size="sm" role="status">
          {SAID[phase]}
          {posesRead > 0 && ` ${posesRead.toLocaleString('en')} so far.`}
        </Text>
        <Button variant="subtle" size="compact-sm" onClick={onCancel}>
          Cancel
        </Button>
      </Group>
      <Progress
        value={phase === 'SEND' ? 100 : share * 100}
        animated={phase === 'SEND'}
        aria-label="Share of the file that is read"
      />
    </Stack>
  );
}
