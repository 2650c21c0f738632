import { Button } from '@mantine/core';
import { IconMoodSad } from '@tabler/icons-react';
import { useRouteError } from 'react-router';
import { describeError } from '../ui/describe-error.js';
import { Notice } from '../ui/Notice.js';

/** What a page's failure leaves: the shell stays, and the rest of the app with it. */
export function RouteError() {
  const error = useRouteError();
  return (
    <Notice
      icon={<IconMoodSad />}
      title="This page broke"
      action={
        <Button
          onClick={() => {
            window.location.reload();
          }}
        >
          Load it again
        </Button>
      }
    >
      {describeError(error)}
    </Notice>
  );
}
