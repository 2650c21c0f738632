import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCopy } from '@tabler/icons-react';
import { NamedBar } from '../../ui/NamedBar.js';
import { OnTermsDialog } from '../../ui/OnTermsDialog.js';
import { type Library } from '../poses/use-places.js';
import { DuplicatesDrawer } from './DuplicatesDrawer.js';
import { useLibraryEdits } from './use-library-edits.js';

interface LibraryBarProps {
  readonly library: Library;
  readonly isArchived: boolean;
  readonly toDetails: (id: string) => string;
  readonly onChanged: () => void;
  readonly onArchived: () => void;
}

/** What the library is that is looked at, and what can be done with it. */
export function LibraryBar({ library, isArchived, toDetails, onChanged, onArchived }: LibraryBarProps) {
  const edits = useLibraryEdits(onChanged);
  const [editOpened, editing] = useDisclosure();
  const [reportOpened, reporting] = useDisclosure();
  const { name, licence, description } = library;
  return (
    <>
      <NamedBar
        noun="library"
        name={name}
        facts={[description, licence ?? 'no licence']}
        edits={edits}
        isEditing={editOpened}
        onEdit={editing.open}
        archive={{
          isInside: isArchived,
          inside: 'Its poses are found only here, and cannot be changed.',
          before:
            'Its poses go out of sight with it, and are not changed. What was made from them stays, and it can be taken out of the archive again.',
          move: (archived) => edits.archive(library, archived),
          onArchived,
        }}
      >
        <Button variant="default" size="xs" leftSection={<IconCopy size={16} />} onClick={reporting.open}>
          Near duplicates
        </Button>
      </NamedBar>
      <OnTermsDialog
        noun="library"
        opened={editOpened}
        thing={library}
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
    </>
  );
}
