import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconArchive, IconCopy, IconPencil } from '@tabler/icons-react';
import { type Library } from '../poses/use-places.js';
import { DuplicatesDrawer } from './DuplicatesDrawer.js';
import { LibraryDialog } from './LibraryDialog.js';
import { useLibraryEdits } from './use-library-edits.js';

interface LibraryBarProps {
  readonly library: Library;
  readonly toDetails: (id: string) => string;
  readonly onChanged: () => void;
  readonly onArchived: () => void;
}

/** What the library is that is looked at, and what can be done with it. */
export function LibraryBar({ library, toDetails, onChanged, onArchived }: LibraryBarProps) {
  const edits = useLibraryEdits(onChanged);
  const [editOpened, editing] = useDisclosure();
  const [reportOpened, reporting] = useDisclosure();
  const { licence, description } = library;
  const archive = async () => {
    if (await edits.archive(library, true)) onArchived();
  };
  return (
    <Stack gap={6} role="group" aria-label="The library">
      <Text size="sm" c="dimmed" lineClamp={2}>
        {[description, licence ?? 'no licence'].filter(Boolean).join(' · ')}
      </Text>
      <Group gap="xs">
        <Button variant="default" size="compact-sm" leftSection={<IconPencil size={14} />} onClick={editing.open}>
          Edit library
        </Button>
        <Button variant="default" size="compact-sm" leftSection={<IconCopy size={14} />} onClick={reporting.open}>
          Near duplicates
        </Button>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconArchive size={14} />}
          loading={edits.isBusy}
          onClick={() => void archive()}
        >
          Archive library
        </Button>
      </Group>
      {edits.problem && !editOpened && (
        <Alert variant="light" color="red" role="alert">
          {edits.problem}
        </Alert>
      )}
      <LibraryDialog
        opened={editOpened}
        library={library}
        edits={edits}
        onDone={editing.close}
        onClose={() => {
          edits.reset();
          editing.close();
        }}
      />
      <DuplicatesDrawer
        opened={reportOpened}
        library={library}
        toDetails={toDetails}
        onSettled={onChanged}
        onClose={reporting.close}
      />
    </Stack>
  );
}
