import { Group, Kbd, Modal, Stack, Text } from '@mantine/core';

const SHORTCUTS = [
  { keys: ['Ctrl', 'Enter'], what: 'Generate, from anywhere in the playground' },
  { keys: ['Esc'], what: 'Cancel the generation that is shown' },
  { keys: ['/'], what: 'Search the poses' },
  { keys: ['←', '↑', '→', '↓'], what: 'Move among the poses; Enter takes one' },
  { keys: ['Space'], what: 'Pick the pose for an export, on the page of poses' },
  { keys: ['D'], what: 'Roll the dice for a seed' },
  { keys: ['O'], what: 'Overlay the skeleton that was read back' },
  { keys: ['?'], what: 'These shortcuts' },
];

interface ShortcutHelpProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function ShortcutHelp({ opened, onClose }: ShortcutHelpProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Keyboard shortcuts"
      centered
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap="sm">
        {SHORTCUTS.map(({ keys, what }) => (
          <Group key={what} justify="space-between" wrap="nowrap">
            <Text size="sm">{what}</Text>
            <Group gap={4} wrap="nowrap">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </Group>
          </Group>
        ))}
      </Stack>
    </Modal>
  );
}
