import { useQuery } from '@apollo/client/react';
import { Button, Group, Paper, Select, SimpleGrid, Stack, Text, Textarea } from '@mantine/core';
import { type PromptChoiceFragment, PromptsDocument } from '../../generated/graphql.js';
import { composePrompt } from './compose-prompt.js';
import { type RecipeDraft } from './recipe-draft.js';
import { SlotField } from './SlotField.js';
import { type ChangeDraft } from './use-draft.js';

const OWN_TEXT = 'own';

interface SceneFieldProps {
  readonly draft: RecipeDraft;
  readonly onChange: ChangeDraft;
}

function Slots({ prompt, draft: { scene }, onChange }: SceneFieldProps & { readonly prompt: PromptChoiceFragment }) {
  const { slots } = prompt.currentVersion;
  const values = scene?.values ?? {};
  const text = composePrompt(prompt.currentVersion, values);
  return (
    <Stack gap="xs">
      <SimpleGrid cols={2} spacing="sm" verticalSpacing="xs">
        {slots.map((slot) => (
          <SlotField
            key={slot.name}
            slot={slot}
            value={values[slot.name]}
            onChange={(value) => {
              const { [slot.name]: _left, ...others } = values;
              const next = value === undefined ? others : { ...others, [slot.name]: value };
              onChange({ scene: { promptId: prompt.id, values: next } });
            }}
          />
        ))}
      </SimpleGrid>
      <Paper withBorder p="xs" bg="var(--page)">
        <Text size="sm">{text}</Text>
        <Group justify="flex-end">
          <Button
            variant="subtle"
            size="compact-xs"
            onClick={() => {
              onChange({ scene: null, prompt: text });
            }}
          >
            Edit as text
          </Button>
        </Group>
      </Paper>
    </Stack>
  );
}

/** What the picture shows: a scene with typed gaps, or one's own words. */
export function SceneField({ draft, onChange }: SceneFieldProps) {
  const { data } = useQuery(PromptsDocument);
  const prompts = data?.prompts.edges.map(({ node }) => node) ?? [];
  const chosen = prompts.find(({ id }) => id === draft.scene?.promptId);
  const options = [
    { value: OWN_TEXT, label: 'My own words' },
    ...prompts.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <Stack gap="xs">
      <Select
        label="Scene"
        data={options}
        value={chosen?.id ?? OWN_TEXT}
        allowDeselect={false}
        searchable
        onChange={(id) => {
          onChange({ scene: id === null || id === OWN_TEXT ? null : { promptId: id, values: {} } });
        }}
      />
      {chosen ? (
        <Slots prompt={chosen} draft={draft} onChange={onChange} />
      ) : (
        <Textarea
          aria-label="Prompt"
          placeholder="Describe the picture, e.g. watercolor, a dancer by the sea"
          autosize
          minRows={3}
          maxRows={8}
          value={draft.prompt}
          onChange={({ currentTarget }) => {
            onChange({ prompt: currentTarget.value });
          }}
        />
      )}
    </Stack>
  );
}
