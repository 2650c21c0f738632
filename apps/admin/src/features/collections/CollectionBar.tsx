import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconArrowsSort } from '@tabler/icons-react';
import { NamedBar } from '../../ui/NamedBar.js';
import { type Collection } from '../poses/use-places.js';
import { ArrangeDrawer } from './ArrangeDrawer.js';
import { CollectionDialog } from './CollectionDialog.js';
import { useCollectionEdits } from './use-collection-edits.js';

interface CollectionBarProps {
  readonly collection: Collection;
  readonly isArchived: boolean;
  readonly onChanged: () => void;
  readonly onArchived: () => void;
}

/** What the collection is that is looked at, and what can be done with it. */
export function CollectionBar({ collection, isArchived, onChanged, onArchived }: CollectionBarProps) {
  const edits = useCollectionEdits(onChanged);
  const [editOpened, editing] = useDisclosure();
  const [arrangeOpened, arranging] = useDisclosure();
  return (
    <>
      <NamedBar
        noun="collection"
        name={collection.name}
        facts={[collection.description]}
        edits={edits}
        isEditing={editOpened || arrangeOpened}
        onEdit={editing.open}
        archive={{
          isInside: isArchived,
          inside: 'Nobody is offered it. Its poses are in their libraries as before.',
          before:
            'Its poses stay in their libraries. The order that it keeps them in goes out of sight with it, and can be taken out of the archive again.',
          move: (archived) => edits.archive(collection, archived),
          onArchived,
        }}
      >
        <Button variant="default" size="xs" leftSection={<IconArrowsSort size={16} />} onClick={arranging.open}>
          Arrange
        </Button>
      </NamedBar>
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
    </>
  );
}
