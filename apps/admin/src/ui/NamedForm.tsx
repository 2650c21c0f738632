import { Alert, Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { type ReactNode } from 'react';
import { MeanwhileNotice } from './MeanwhileNotice.js';
import { type DraftForm } from './use-revised-draft.js';

export interface NamedText {
  readonly name: string;
  readonly description: string;
}

interface NamedFormProps<T extends NamedText> {
  /** What the form is about, to those who do not see it. */
  readonly label: string;
  readonly form: DraftForm<T>;
  readonly isNew: boolean;
  readonly edits: { readonly isBusy: boolean; readonly problem: string | null };
  /** @returns the id of what was made or changed; null where that did not work, as `edits.problem` then says */
  readonly save: () => Promise<string | null>;
  readonly onDone: (id: string) => void;
  /** Further fields. */
  readonly children?: ReactNode;
}

/** Makes or changes what has a name and a description, and says so where somebody else has changed it meanwhile. */
export function NamedForm<T extends NamedText>({
  label,
  form,
  isNew,
  edits,
  save,
  onDone,
  children,
}: NamedFormProps<T>) {
  const { draft, change, changes } = form;
  return (
    <Stack
      component="form"
      gap="sm"
      aria-label={label}
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
          change({ name: currentTarget.value } as Partial<T>);
        }}
      />
      <Textarea
        label="Description"
        autosize
        minRows={2}
        maxRows={6}
        value={draft.description}
        onChange={({ currentTarget }) => {
          change({ description: currentTarget.value } as Partial<T>);
        }}
      />
      {children}
      <Group justify="flex-end">
        <Button type="submit" loading={edits.isBusy} disabled={Object.keys(changes).length === 0}>
          {isNew ? 'Create' : 'Save'}
        </Button>
      </Group>
    </Stack>
  );
}
