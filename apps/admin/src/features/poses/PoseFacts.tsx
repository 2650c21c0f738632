import { Autocomplete, Button, Group, NativeSelect, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type PoseDetailFragment, type UpdatePoseInput } from '../../generated/graphql.js';
import { PoseUsage } from './PoseUsage.js';
import { type PoseEdits } from './use-pose-edits.js';

/** A few that studios meet; any other SPDX id, or a name of one's own, can be typed. */
const LICENCES = ['CC0-1.0', 'CC-BY-4.0', 'CC-BY-NC-4.0', 'CC-BY-SA-4.0', 'Apache-2.0', 'MIT', 'Proprietary'];

const COMMERCIAL = [
  { value: 'said', label: 'As the licence says', use: null },
  { value: 'yes', label: 'Allowed', use: true },
  { value: 'no', label: 'Not allowed', use: false },
] as const;

const WORDS = ['author', 'attribution', 'source'] as const;
const LABELS = { author: 'Author', attribution: 'Attribution', source: 'Source' };

interface Draft {
  readonly name: string;
  readonly tags: readonly string[];
  readonly licence: string;
  readonly commercialUse: boolean | null;
  readonly author: string;
  readonly attribution: string;
  readonly source: string;
}

function toDraft({ name, tags, ownTerms }: PoseDetailFragment): Draft {
  const { licence, commercialUse, author, attribution, source } = ownTerms;
  return {
    name,
    tags,
    licence: licence ?? '',
    commercialUse,
    author: author ?? '',
    attribution: attribution ?? '',
    source: source ?? '',
  };
}

/** What differs; empty text takes away what the pose says itself. */
function toChange(before: Draft, after: Draft): Omit<UpdatePoseInput, 'id' | 'revision'> {
  const changed = Object.entries(after).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key as keyof Draft]),
  );
  return Object.fromEntries(changed.map(([key, value]) => [key, value === '' && key !== 'name' ? null : value]));
}

function describeUse(use: boolean | null): string {
  if (use === null) return 'commercial use not known';
  return use ? 'commercial use allowed' : 'no commercial use';
}

interface PoseFactsProps {
  readonly pose: PoseDetailFragment;
  readonly edits: PoseEdits;
}

/** Name, tags and terms, to be read and changed; and where the pose was used. */
export function PoseFacts({ pose, edits }: PoseFactsProps) {
  const before = toDraft(pose);
  const [draft, setDraft] = useState(before);
  const change = (part: Partial<Draft>) => {
    setDraft({ ...draft, ...part });
  };
  const changes = toChange(before, draft);
  const { terms } = pose;
  return (
    <Stack
      component="form"
      gap="sm"
      aria-label="Details"
      onSubmit={(event) => {
        event.preventDefault();
        void edits.update(changes);
      }}
    >
      <TextInput
        label="Name"
        required
        value={draft.name}
        onChange={({ currentTarget }) => {
          change({ name: currentTarget.value });
        }}
      />
      <TagsInput
        label="Tags"
        value={[...draft.tags]}
        onChange={(tags) => {
          change({ tags });
        }}
      />
      <Group grow align="flex-start">
        <Autocomplete
          label="Licence"
          placeholder={terms.licence ?? 'An SPDX id or a name'}
          data={LICENCES}
          value={draft.licence}
          onChange={(licence) => {
            change({ licence });
          }}
        />
        <NativeSelect
          label="Commercial use"
          data={COMMERCIAL.map(({ value, label }) => ({ value, label }))}
          value={COMMERCIAL.find(({ use }) => use === draft.commercialUse)!.value}
          onChange={({ currentTarget }) => {
            change({ commercialUse: COMMERCIAL.find(({ value }) => value === currentTarget.value)!.use });
          }}
        />
      </Group>
      {WORDS.map((key) => (
        <TextInput
          key={key}
          label={LABELS[key]}
          placeholder={terms[key] ?? ''}
          value={draft[key]}
          onChange={({ currentTarget }) => {
            change({ [key]: currentTarget.value });
          }}
        />
      ))}
      <Text size="xs" c="dimmed">
        What holds, with its library: {terms.licence ?? 'no licence'}, {describeUse(terms.commercialUse)}.
      </Text>
      <Group justify="flex-end">
        <Button type="submit" size="xs" loading={edits.isBusy} disabled={Object.keys(changes).length === 0}>
          Save details
        </Button>
      </Group>
      <PoseUsage pose={pose} />
    </Stack>
  );
}
