import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconArchive } from '@tabler/icons-react';

interface ArchiveButtonProps {
  /** What it is called: `library`. */
  readonly noun: string;
  readonly name: string;
  /** What becomes of it, and of what is in it. */
  readonly meaning: string;
  readonly isBusy: boolean;
  readonly onArchive: () => void;
}

/** Puts something away, once it has been said what that means. */
export function ArchiveButton({ noun, name, meaning, isBusy, onArchive }: ArchiveButtonProps) {
  const [opened, asking] = useDisclosure();
  return (
    <>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconArchive size={16} />}
        loading={isBusy}
        onClick={asking.open}
      >
        Archive {noun}
      </Button>
      <Modal
        opened={opened}
        onClose={asking.close}
        title={`Archive ${name}?`}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <Stack gap="md">
          <Text size="sm">{meaning}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={asking.close}>
              Keep it
            </Button>
            <Button
              data-autofocus
              onClick={() => {
                asking.close();
                onArchive();
              }}
            >
              Archive
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
