import { Button } from '@mantine/core';
import { IconMapOff } from '@tabler/icons-react';
import { Link } from 'react-router';
import { Notice } from '../ui/Notice.js';

export function NotFoundPage() {
  return (
    <Notice
      icon={<IconMapOff />}
      title="There is no such page"
      action={
        <Button component={Link} to="/playground">
          Go to the playground
        </Button>
      }
    >
      The address may be mistyped, or the page may have moved.
    </Notice>
  );
}
