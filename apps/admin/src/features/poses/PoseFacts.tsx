import { Button, Group, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import { type PoseDetailFragment } from '../../generated/graphql.js';
import { MeanwhileNotice } from '../../ui/MeanwhileNotice.js';
import { type TermsDraft, TermsFields, toTermsDraft, toTermsInput } from '../../ui/TermsFields.js';
import { useRevisedDraft } from '../../ui/use-revised-draft.js';
import { PoseUsage } from './PoseUsage.js';
import { Retirement } from './Retirement.js';
import { type PoseEdits } from './use-pose-edits.js';

interface Draft extends TermsDraft {
  readonly name: string;
  readonly tags: readonly string[];
}

function toDraft({ name, tags, ownTerms }: PoseDetailFragment): Draft {
  return { name, tags, ...toTermsDraft(ownTerms) };
}

function describeUse(use: boolean | null): string {
  if (use === null) return 'commercial use not known';
  return use ? 'commercial use allowed' : 'no commercial use';
}

interface PoseFactsProps {
  readonly pose: PoseDetailFragment;
  readonly edits: PoseEdits;
}

/** Name, tags and terms, to be read and changed; what takes its place; and where the pose was used. */
export function PoseFacts({ pose, edits }: PoseFactsProps) {
  const form = useRevisedDraft(toDraft(pose), pose.revision);
  const { draft, change, changes } = form;
  const { terms } = pose;
  const save = () => {
    const { name, tags, ...ofTerms } = changes;
    const named = { ...(name !== undefined && { name }), ...(tags && { tags }) };
    void edits.update({ ...named, ...toTermsInput(ofTerms) });
  };
  return (
    <Stack gap="lg">
      <Stack
        component="form"
        gap="sm"
        aria-label="Details"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <MeanwhileNotice {...form} />
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
        <TermsFields draft={draft} otherwise={terms} onChange={change} />
        <Text size="xs" c="dimmed">
          What holds, with its library: {terms.licence ?? 'no licence'}, {describeUse(terms.commercialUse)}.
        </Text>
        <Group justify="flex-end">
          <Button type="submit" size="xs" loading={edits.isBusy} disabled={Object.keys(changes).length === 0}>
            Save details
          </Button>
        </Group>
      </Stack>
      <Retirement pose={pose} edits={edits} />
      <PoseUsage pose={pose} />
    </Stack>
  );
}
