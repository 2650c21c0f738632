import { CollectionDialog } from '../collections/CollectionDialog.js';
import { type CollectionEdits } from '../collections/use-collection-edits.js';
import { LibraryDialog } from '../libraries/LibraryDialog.js';
import { type LibraryEdits } from '../libraries/use-library-edits.js';
import { type PlaceKind } from './PlaceList.js';

interface NewPlaceDialogsProps {
  /** What is made; null: nothing. */
  readonly kind: PlaceKind | null;
  readonly libraries: LibraryEdits;
  readonly collections: CollectionEdits;
  readonly onMade: (kind: PlaceKind, id: string) => void;
  readonly onClose: () => void;
}

/** The forms for a new library and a new collection. */
export function NewPlaceDialogs({ kind, libraries, collections, onMade, onClose }: NewPlaceDialogsProps) {
  const close = () => {
    libraries.reset();
    collections.reset();
    onClose();
  };
  return (
    <>
      <LibraryDialog
        opened={kind === 'library'}
        library={null}
        edits={libraries}
        onDone={(id) => {
          onMade('library', id);
        }}
        onClose={close}
      />
      <CollectionDialog
        opened={kind === 'collection'}
        collection={null}
        edits={collections}
        onDone={(id) => {
          onMade('collection', id);
        }}
        onClose={close}
      />
    </>
  );
}
