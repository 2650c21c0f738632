import { Modal } from '@mantine/core';
import { NamedForm, type NamedText } from '../../ui/NamedForm.js';
import { useRevisedDraft } from '../../ui/use-revised-draft.js';
import { NO_TERMS, type TermsDraft, TermsFields, toTermsDraft, toTermsInput } from '../poses/TermsFields.js';
import { type Library } from '../poses/use-places.js';
import { type LibraryEdits } from './use-library-edits.js';

type Draft = NamedText & TermsDraft;

interface LibraryFormProps {
  /** Null: a new one. */
  readonly library: Library | null;
  readonly edits: LibraryEdits;
  /** Is told the id of a library that was made or changed. */
  readonly onDone: (id: string) => void;
}

function toDraft(library: Library | null): Draft {
  if (!library) return { name: '', description: '', ...NO_TERMS };
  return { name: library.name, description: library.description, ...toTermsDraft(library) };
}

function LibraryForm({ library, edits, onDone }: LibraryFormProps) {
  const form = useRevisedDraft(toDraft(library), library?.revision ?? 0);
  const { draft, change, changes } = form;
  const save = async () => {
    const { name, description, ...ofTerms } = changes;
    const texts = { ...(name !== undefined && { name }), ...(description !== undefined && { description }) };
    const input = { ...texts, ...toTermsInput(ofTerms) };
    if (library) return (await edits.update(library, input)) ? library.id : null;
    return edits.create({ ...input, name: draft.name });
  };
  return (
    <NamedForm label="Library" form={form} isNew={!library} edits={edits} save={save} onDone={onDone}>
      <TermsFields draft={draft} onChange={change} />
    </NamedForm>
  );
}

interface LibraryDialogProps extends LibraryFormProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** A library's name, what it is for, and the terms that its poses have where they say nothing themselves. */
export function LibraryDialog({ opened, onClose, ...form }: LibraryDialogProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={form.library ? 'Edit library' : 'New library'}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <LibraryForm key={form.library?.id ?? 'new'} {...form} />
    </Modal>
  );
}
