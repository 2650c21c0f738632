import { useMutation } from '@apollo/client/react';
import { Button, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { CreateDatasetDocument } from '../../generated/graphql.js';
import { describeError } from '../../ui/describe-error.js';

interface CreateDatasetDialogProps {
  readonly opened: boolean;
  readonly onCreated: (id: string) => void;
  readonly onClose: () => void;
}

const EMPTY = { name: '', description: '', licence: '', source: '' };

function Form({ onCreated }: Pick<CreateDatasetDialogProps, 'onCreated'>) {
  const [fields, setFields] = useState(EMPTY);
  const [mutate, { loading }] = useMutation(CreateDatasetDocument);
  const [problem, setProblem] = useState<string | null>(null);
  const create = async () => {
    const said = Object.fromEntries(Object.entries(fields).filter(([, value]) => value.trim() !== ''));
    try {
      const { data } = await mutate({ variables: { input: { ...said, name: fields.name.trim() } } });
      setProblem(data?.createDataset.userErrors[0]?.message ?? null);
      if (data?.createDataset.dataset) onCreated(data.createDataset.dataset.id);
    } catch (error) {
      setProblem(describeError(error));
    }
  };
  const field = (key: keyof typeof EMPTY) => ({
    value: fields[key],
    onChange: ({ currentTarget: { value } }: { readonly currentTarget: { readonly value: string } }) => {
      setFields((current) => ({ ...current, [key]: value }));
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void create();
      }}
    >
      <Stack gap="sm">
        <TextInput label="Name" required {...field('name')} />
        <Textarea label="Description" autosize minRows={2} {...field('description')} />
        <TextInput label="Licence" placeholder="such as CC-BY-4.0" {...field('licence')} />
        <TextInput label="Source" placeholder="where it comes from" {...field('source')} />
        {problem && (
          <Text c="red" size="sm" role="alert">
            {problem}
          </Text>
        )}
        <Group justify="flex-end">
          <Button type="submit" loading={loading} disabled={fields.name.trim() === ''}>
            Create
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** A name for samples that are brought in next. */
export function CreateDatasetDialog({ opened, onCreated, onClose }: CreateDatasetDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="New data set" closeButtonProps={{ 'aria-label': 'Close' }}>
      {opened && <Form onCreated={onCreated} />}
    </Modal>
  );
}
