import { Alert, List } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { type MetricName } from '../../generated/graphql.js';
import { METRICS } from './metrics.js';

interface Reason {
  readonly metric: MetricName;
  readonly reason: string;
}

/** The name stands before it already. */
function withoutName({ metric, reason }: Reason): string {
  const name = `${metric}: `;
  return reason.startsWith(name) ? reason.slice(name.length) : reason;
}

/** Metrics that are not shown, and why. */
export function LeftOut({ reasons }: { readonly reasons: readonly Reason[] }) {
  if (reasons.length === 0) return null;
  return (
    <Alert variant="default" icon={<IconInfoCircle />} title="Left out">
      <List size="sm" spacing={4} style={{ overflowWrap: 'anywhere' }}>
        {reasons.map((reason) => (
          <List.Item key={reason.metric}>
            <b>{METRICS[reason.metric].label}</b>: {withoutName(reason)}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
