import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { type ReactNode } from 'react';
import { ArchiveButton } from './ArchiveButton.js';
import { ArchivedNotice } from './ArchivedNotice.js';
import { type EditState } from './use-edits.js';

/** Where a thing stands to the archive. */
interface Archive {
  readonly isInside: boolean;
  /** What being there means for it, told while it is. */
  readonly inside: string;
  /** What becomes of it, and of what is in it; told before it goes. */
  readonly before: string;
  /** Puts it there, or takes it out: whether that was done. */
  readonly move: (archived: boolean) => Promise<boolean>;
  /** It has gone there. */
  readonly onArchived?: () => void;
}

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
  readonly archive: Archive;
  /** What else can be done with it, outside the archive. */
  readonly children?: ReactNode;
}

/** What the thing is that is looked at, and what can be done with it. */
export function NamedBar({ noun, name, facts, edits, isEditing, onEdit, archive, children }: NamedBarProps) {
  if (archive.isInside)
    return (
      <ArchivedNotice name={name} meaning={archive.inside} edits={edits} onTakeOut={() => void archive.move(false)} />
    );
  const putAway = async () => {
    if (await archive.move(true)) archive.onArchived?.();
  };
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
          name={name}
          meaning={archive.before}
          isBusy={edits.isBusy && !isEditing}
          onArchive={() => void putAway()}
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
