import { Drawer } from '@mantine/core';
import { Fragment, type ReactNode } from 'react';

interface DetailDrawerProps {
  readonly title: string;
  readonly size: string;
  /** Of what is shown; null: closed. */
  readonly id: string | null;
  readonly onClose: () => void;
  readonly children: (id: string) => ReactNode;
}

/** All of one thing beside the list that it is in, begun anew for each. */
export function DetailDrawer({ title, size, id, onClose, children }: DetailDrawerProps) {
  return (
    <Drawer
      opened={id !== null}
      onClose={onClose}
      position="right"
      size={size}
      title={title}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {id !== null && <Fragment key={id}>{children(id)}</Fragment>}
    </Drawer>
  );
}
