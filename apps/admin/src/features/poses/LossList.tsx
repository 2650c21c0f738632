import { Badge, Group, Stack, Text } from '@mantine/core';
import { type LossPartsFragment } from '../../generated/graphql.js';
import { formatName } from '../../ui/format.js';

function describeCount({ count, bound, unit }: LossPartsFragment): string {
  const times = count === 1 ? 'once' : `${count} times`;
  return bound === null ? times : `${times}, by ${Number(bound.toPrecision(2))} ${unit ?? ''} at most`.trim();
}

/** What a change of form did to poses. */
export function LossList({ losses }: { readonly losses: readonly LossPartsFragment[] }) {
  return (
    <Stack gap={8} role="list" aria-label="What the format changed">
      {losses.map((loss) => (
        <Group key={`${loss.kind} ${loss.what}`} gap="xs" wrap="nowrap" align="flex-start" role="listitem">
          <Badge variant="light" size="sm" flex="none">
            {formatName(loss.kind.toLowerCase())}
          </Badge>
          <Text size="sm">
            {loss.what}, {describeCount(loss)}.{' '}
            <Text component="span" inherit c="dimmed">
              {loss.reason}
            </Text>
          </Text>
        </Group>
      ))}
    </Stack>
  );
}
