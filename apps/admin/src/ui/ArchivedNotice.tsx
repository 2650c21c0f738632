import { Alert, Button, Group, Text } from '@mantine/core';
import { IconArchive } from '@tabler/icons-react';
import { type EditState } from './use-edits.js';

interface ArchivedNoticeProps {
  readonly name: string;
  /** What being there means for it. */
  readonly meaning: string;
  readonly edits: EditState;
  readonly onTakeOut: () => void;
}

/** Says that the thing that is looked at is in the archive, and lets it out. */
export function ArchivedNotice({ name, meaning, edits, onTakeOut }: ArchivedNoticeProps) {
  return (
    <Alert variant="default" icon={<IconArchive />} title={`${name} is in the archive`}>
      <Text size="sm">{meaning}</Text>
      {edits.problem && (
        <Text c="red" size="sm" role="alert">
          {edits.problem}
        </Text>
      )}
      <Group justify="flex-end">
        <Button variant="default" size="xs" loading={edits.isBusy} onClick={onTakeOut}>
          Take out of the archive
        </Button>
      </Group>
    </Alert>
  );
}
