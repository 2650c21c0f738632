import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconArchive, IconArrowsSort, IconPencil } from '@tabler/icons-react';
import { type Collection } from '../poses/use-places.js';
import { ArrangeDrawer } from './ArrangeDrawer.js';
import { CollectionDialog } from './CollectionDialog.js';
import { useCollectionEdits } from './use-collection-edits.js';

interface CollectionBarProps {
  readonly collection: Collection;
  readonly onChanged: () => void;
  readonly onArchived: () => void;
}

/** What the collection is that is looked at, and what can be done with it. */
export function CollectionBar({ collection, onChanged, onArchived }: CollectionBarProps) {
  const edits = useCollectionEdits(onChanged);
  const [editOpened, editing] = useDisclosure();
  const [arrangeOpened, arranging] = useDisclosure();
  const archive = async () => {
    if (await edits.archive(collection, true)) onArchived();
  };
  return (
    <Stack gap={6} role="group" aria-label="The collection">
      {collection.description !== '' && (
        <Text size="sm" c="dimmed" lineClamp={2}>
          {collection.description}
        </Text>
      )}
      <Group gap="xs">
        <Button variant="default" size="compact-sm" leftSection={<IconPencil size={14} />} onClick={editing.open}>
          Edit collection
        </Button>
        <Button variant="default" size="compact-sm" leftSection={<IconArrowsSort size={14} />} onClick={arranging.open}>
          Arrange
        </Button>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconArchive size={14} />}
          onClick={() => void archive()}
        >
          Archive collection
        </Button>
      </Group>
      {edits.problem && !editOpened && !arrangeOpened && (
        <Alert variant="light" color="red" role="alert">
          {edits.problem}
        </Alert>
      )}
      <CollectionDialog
        opened={editOpened}
        collection={collection}
        edits={edits}
        onDone={editing.close}
        onClose={() => {
          edits.reset();
          editing.close();
        }}
      />
      <ArrangeDrawer
        opened={arrangeOpened}
        collection={collection}
        edits={edits}
        onClose={() => {
          edits.reset();
          arranging.close();
          onChanged();
        }}
      />
    </Stack>
  );
}
