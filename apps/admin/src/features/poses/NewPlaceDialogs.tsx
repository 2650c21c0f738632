import { type OnTermsEdits } from '../../ui/on-terms.js';
import { OnTermsDialog } from '../../ui/OnTermsDialog.js';
import { CollectionDialog } from '../collections/CollectionDialog.js';
import { type CollectionEdits } from '../collections/use-collection-edits.js';
import { type PlaceKind } from './PlaceList.js';

interface NewPlaceDialogsProps {
  /** What is made; null: nothing. */
  readonly kind: PlaceKind | null;
  readonly libraries: OnTermsEdits;
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
      <OnTermsDialog
        noun="library"
        opened={kind === 'library'}
        thing={null}
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
