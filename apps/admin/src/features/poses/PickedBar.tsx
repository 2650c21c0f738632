import { Button, Group, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { type ReactNode } from 'react';
import classes from './PickedBar.module.css';

interface PickedBarProps {
  readonly count: number;
  /** The way into a collection. */
  readonly collect: ReactNode;
  readonly onExport: () => void;
  readonly onClear: () => void;
}

/** What can be done with the poses that are picked. */
export function PickedBar({ count, collect, onExport, onClear }: PickedBarProps) {
  return (
    <Group justify="space-between" wrap="nowrap" className={classes.bar} role="toolbar" aria-label="Picked poses">
      <Text size="sm" fw={500} role="status">
        {count} picked
      </Text>
      <Group gap="xs" wrap="nowrap">
        <Button variant="subtle" size="xs" onClick={onClear}>
          Clear
        </Button>
        {collect}
        <Button size="xs" leftSection={<IconDownload size={16} />} onClick={onExport}>
          Export
        </Button>
      </Group>
    </Group>
  );
}
