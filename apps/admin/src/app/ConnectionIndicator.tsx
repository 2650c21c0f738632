import { Text, Tooltip } from '@mantine/core';
import { useConnectionStatus } from './connection-context.js';
import classes from './ConnectionIndicator.module.css';

const STATUSES = {
  connecting: { label: 'Connecting', hint: 'Opening the connection that brings changes live.' },
  online: { label: 'Live', hint: 'Connected: what happens is shown as it happens.' },
  offline: { label: 'Reconnecting', hint: 'The connection is lost. Trying again, and nothing will be missed.' },
};

export function ConnectionIndicator() {
  const status = useConnectionStatus();
  const { label, hint } = STATUSES[status];
  return (
    <Tooltip label={hint} multiline maw={240}>
      <div className={classes.indicator} role="status" data-status={status}>
        <span className={classes.dot} aria-hidden />
        <Text component="span" size="xs" c="dimmed" className={classes.label}>
          {label}
        </Text>
      </div>
    </Tooltip>
  );
}
