import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconArchive, IconReplace } from '@tabler/icons-react';
import { useState } from 'react';
import { type PoseChoiceFragment, type PoseDetailFragment } from '../../generated/graphql.js';
import { OtherPoseField } from './OtherPoseField.js';
import { type PoseEdits } from './use-pose-edits.js';

interface RetirementProps {
  readonly pose: PoseDetailFragment;
  readonly edits: PoseEdits;
}

/** Says what is to be used instead of a pose, takes that back, or puts the pose away. */
export function Retirement({ pose, edits }: RetirementProps) {
  const [other, setOther] = useState<PoseChoiceFragment | undefined>();
  const isDeprecated = pose.deprecatedAt !== null;
  const isArchived = pose.archivedAt !== null;
  return (
    <Stack gap="xs" component="section" aria-label="Out of use">
      <Title order={3} size="h6">
        Out of use
      </Title>
      <Text size="xs" c="dimmed">
        A deprecated pose stays usable, and says what to use instead. An archived one is out of sight; what was made
        from it stays.
      </Text>
      {!isDeprecated && (
        <OtherPoseField
          label="Use another pose instead"
          description="By its name or tags"
          poseId={pose.id}
          onChange={setOther}
        />
      )}
      <Group gap="xs">
        <Button
          variant="default"
          size="xs"
          leftSection={<IconReplace size={16} />}
          loading={edits.isBusy}
          disabled={!isDeprecated && !other}
          onClick={() => void edits.deprecate(isDeprecated ? null : other!.id)}
        >
          {isDeprecated ? 'Take the deprecation back' : 'Deprecate'}
        </Button>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconArchive size={16} />}
          loading={edits.isBusy}
          onClick={() => void edits.archive(!isArchived)}
        >
          {isArchived ? 'Take out of the archive' : 'Archive'}
        </Button>
      </Group>
    </Stack>
  );
}
