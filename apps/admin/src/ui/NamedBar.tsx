import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { type ReactNode } from 'react';
import { ArchiveButton } from './ArchiveButton.js';
import { type EditState } from './use-edits.js';

interface NamedBarProps {
  /** What it is called: `library`. */
  readonly noun: string;
  readonly name: string;
  /** What is to be known of it; those that are empty are left out. */
  readonly facts: readonly (string | null)[];
  readonly edits: EditState;
  /** Whether a form is open, which then says what is the matter with an edit. */
  readonly isEditing: boolean;
  readonly onEdit: () => void;
  /** What becomes of it, and of what is in it, in the archive. */
  readonly archiveMeaning: string;
  readonly onArchive: () => void;
  /** What else can be done with it. */
  readonly children?: ReactNode;
}

/** What the thing is that is looked at, and what can be done with it. */
export function NamedBar({ noun, facts, edits, isEditing, onEdit, children, ...archive }: NamedBarProps) {
  const text = facts.filter(Boolean).join(' · ');
  return (
    <Stack gap={6} role="group" aria-label={`The ${noun}`}>
      {text !== '' && (
        <Text size="sm" c="dimmed" lineClamp={2}>
          {text}
        </Text>
      )}
      <Group gap="xs">
        <Button variant="default" size="xs" leftSection={<IconPencil size={16} />} onClick={onEdit}>
          Edit {noun}
        </Button>
        {children}
        <ArchiveButton
          noun={noun}
          name={archive.name}
          meaning={archive.archiveMeaning}
          isBusy={edits.isBusy && !isEditing}
          onArchive={archive.onArchive}
        />
      </Group>
      {edits.problem && !isEditing && (
        <Alert variant="light" color="red" role="alert">
          {edits.problem}
        </Alert>
      )}
    </Stack>
  );
}
