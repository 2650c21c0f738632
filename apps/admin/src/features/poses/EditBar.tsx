import { Button, Group, Text } from '@mantine/core';
import { formatName } from '../../ui/format.js';

interface EditBarProps {
  /** The name of what is tried. */
  readonly what: string;
  readonly problem: string | null;
  readonly isBusy: boolean;
  readonly onSave: () => void;
  readonly onDiscard: () => void;
}

/** Under an edit that is tried: keep it, or not. */
export function EditBar({ what, problem, isBusy, onSave, onDiscard }: EditBarProps) {
  return (
    <Group justify="space-between" gap="xs" role="toolbar" aria-label="What is tried">
      <Text size="sm" {...(problem && { c: 'dimmed' })} flex="1 1 200px" role="status">
        {problem ?? `${formatName(what)}: as it would be`}
      </Text>
      <Group gap="xs" wrap="nowrap">
        <Button variant="default" size="xs" onClick={onDiscard}>
          Discard
        </Button>
        <Button size="xs" loading={isBusy} disabled={problem !== null} onClick={onSave}>
          Save as new version
        </Button>
      </Group>
    </Group>
  );
}
