import { Alert, Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { MeanwhileNotice } from '../../ui/MeanwhileNotice.js';
import { useRevisedDraft } from '../../ui/use-revised-draft.js';
import { type Collection } from '../poses/use-places.js';
import { type CollectionEdits, type CollectionText } from './use-collection-edits.js';

interface CollectionFormProps {
  /** Null: a new one. */
  readonly collection: Collection | null;
  readonly edits: CollectionEdits;
  /** Is told the id of a collection that was made or changed. */
  readonly onDone: (id: string) => void;
}

function toDraft(collection: Collection | null): CollectionText {
  return { name: collection?.name ?? '', description: collection?.description ?? '' };
}

function CollectionForm({ collection, edits, onDone }: CollectionFormProps) {
  const form = useRevisedDraft(toDraft(collection), collection?.revision ?? 0);
  const { draft, change, changes } = form;
  const save = async () => {
    if (!collection) return edits.create(draft);
    return (await edits.update(collection, changes)) ? collection.id : null;
  };
  return (
    <Stack
      component="form"
      gap="sm"
      aria-label="Collection"
      onSubmit={(event) => {
        event.preventDefault();
        void save().then((id) => {
          if (id !== null) onDone(id);
        });
      }}
    >
      {edits.problem && (
        <Alert variant="light" color="red" role="alert">
          {edits.problem}
        </Alert>
      )}
      <MeanwhileNotice {...form} />
      <TextInput
        label="Name"
        required
        data-autofocus
        value={draft.name}
        onChange={({ currentTarget }) => {
          change({ name: currentTarget.value });
        }}
      />
      <Textarea
        label="Description"
        autosize
        minRows={2}
        maxRows={6}
        value={draft.description}
        onChange={({ currentTarget }) => {
          change({ description: currentTarget.value });
        }}
      />
      <Group justify="flex-end">
        <Button type="submit" loading={edits.isBusy} disabled={Object.keys(changes).length === 0}>
          {collection ? 'Save' : 'Create'}
        </Button>
      </Group>
    </Stack>
  );
}

interface CollectionDialogProps extends CollectionFormProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** A collection's name, and what it is for. */
export function CollectionDialog({ opened, onClose, ...form }: CollectionDialogProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={form.collection ? 'Edit collection' : 'New collection'}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <CollectionForm key={form.collection?.id ?? 'new'} {...form} />
    </Modal>
  );
}
