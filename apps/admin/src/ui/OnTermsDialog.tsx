import { formatName } from './format.js';
import { NamedDialog } from './NamedDialog.js';
import { NamedForm, type NamedText } from './NamedForm.js';
import { type OnTermsEdits, type ThingOnTerms } from './on-terms.js';
import { NO_TERMS, type TermsDraft, TermsFields, toTermsDraft, toTermsInput } from './TermsFields.js';
import { useRevisedDraft } from './use-revised-draft.js';

type Draft = NamedText & TermsDraft;

interface OnTermsFormProps {
  /** What it is called: `library`. */
  readonly noun: string;
  /** Null: a new one. */
  readonly thing: ThingOnTerms | null;
  readonly edits: OnTermsEdits;
  /** Is told the id of what was made or changed. */
  readonly onDone: (id: string) => void;
}

function toDraft(thing: ThingOnTerms | null): Draft {
  if (!thing) return { name: '', description: '', ...NO_TERMS };
  return { name: thing.name, description: thing.description, ...toTermsDraft(thing) };
}

function OnTermsForm({ noun, thing, edits, onDone }: OnTermsFormProps) {
  const form = useRevisedDraft(toDraft(thing), thing?.revision ?? 0);
  const { draft, change, changes } = form;
  const save = async () => {
    const { name, description, ...ofTerms } = changes;
    const texts = { ...(name !== undefined && { name }), ...(description !== undefined && { description }) };
    const input = { ...texts, ...toTermsInput(ofTerms) };
    if (thing) return (await edits.update(thing, input)) ? thing.id : null;
    return edits.create({ ...input, name: draft.name });
  };
  return (
    <NamedForm label={formatName(noun)} form={form} isNew={!thing} edits={edits} save={save} onDone={onDone}>
      <TermsFields draft={draft} onChange={change} />
    </NamedForm>
  );
}

interface OnTermsDialogProps extends OnTermsFormProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** A library's or a data set's name, what it is for, and the terms on which what it holds may be used where that says nothing itself. */
export function OnTermsDialog({ opened, onClose, ...form }: OnTermsDialogProps) {
  return (
    <NamedDialog noun={form.noun} id={form.thing?.id ?? null} opened={opened} onClose={onClose}>
      <OnTermsForm {...form} />
    </NamedDialog>
  );
}
