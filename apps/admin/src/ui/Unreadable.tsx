import { IconPlugConnectedX } from '@tabler/icons-react';
import { describeError } from './describe-error.js';
import { Notice } from './Notice.js';

interface UnreadableProps {
  /** `The reports could not be read` */
  readonly title: string;
  readonly error: unknown;
}

/** In place of what was asked for and did not come. */
export function Unreadable({ title, error }: UnreadableProps) {
  return (
    <Notice icon={<IconPlugConnectedX />} title={title} isProblem>
      {describeError(error)}
    </Notice>
  );
}
