import { NamedDialog } from '../../ui/NamedDialog.js';
import { NamedForm, type NamedText } from '../../ui/NamedForm.js';
import { useRevisedDraft } from '../../ui/use-revised-draft.js';
import { type Collection } from '../poses/use-places.js';
import { type CollectionEdits } from './use-collection-edits.js';

interface CollectionFormProps {
  /** Null: a new one. */
  readonly collection: Collection | null;
  readonly edits: CollectionEdits;
  /** Is told the id of a collection that was made or changed. */
  readonly onDone: (id: string) => void;
}

function toDraft(collection: Collection | null): NamedText {
  return { name: collection?.name ?? '', description: collection?.description ?? '' };
}

function CollectionForm({ collection, edits, onDone }: CollectionFormProps) {
  const form = useRevisedDraft(toDraft(collection), collection?.revision ?? 0);
  const { draft, changes } = form;
  const save = async () => {
    if (!collection) return edits.create(draft);
    return (await edits.update(collection, changes)) ? collection.id : null;
  };
  return <NamedForm label="Collection" form={form} isNew={!collection} edits={edits} save={save} onDone={onDone} />;
}

interface CollectionDialogProps extends CollectionFormProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** A collection's name, and what it is for. */
export function CollectionDialog({ opened, onClose, ...form }: CollectionDialogProps) {
  return (
    <NamedDialog noun="collection" id={form.collection?.id ?? null} opened={opened} onClose={onClose}>
      <CollectionForm {...form} />
    </NamedDialog>
  );
}
