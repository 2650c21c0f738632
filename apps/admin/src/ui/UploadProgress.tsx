import { Button, Group, Progress, Text } from '@mantine/core';
import { type Uploads } from './use-uploads.js';

/** How many pictures have arrived, and the way to stop sending them; nothing while none is sent. */
export function UploadProgress({ uploads: { progress, cancel } }: { readonly uploads: Uploads }) {
  if (!progress || progress.total === 0) return null;
  return (
    <Group wrap="nowrap" role="status">
      <Progress flex={1} value={(progress.done / progress.total) * 100} aria-label="Pictures sent" />
      <Text size="sm">
        {progress.done} of {progress.total} pictures
      </Text>
      <Button variant="default" size="xs" onClick={cancel}>
        Cancel
      </Button>
    </Group>
  );
}
