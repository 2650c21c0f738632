import { Modal } from '@mantine/core';
import { Fragment, type ReactNode } from 'react';

interface NamedDialogProps {
  /** What it is called: `library`. */
  readonly noun: string;
  /** Of what is changed; null: a new one. */
  readonly id: string | null;
  readonly opened: boolean;
  readonly onClose: () => void;
  /** Its form, begun anew for each. */
  readonly children: ReactNode;
}

/** Makes one of a kind, or changes it. */
export function NamedDialog({ noun, id, opened, onClose, children }: NamedDialogProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={`${id === null ? 'New' : 'Edit'} ${noun}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Fragment key={id ?? 'new'}>{children}</Fragment>
    </Modal>
  );
}
