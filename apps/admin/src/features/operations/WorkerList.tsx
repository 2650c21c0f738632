import { Badge, Group, Stack, Text } from '@mantine/core';
import { type WorkerBackendFragment } from '../../generated/graphql.js';
import { formatAgo } from '../../ui/format.js';

interface Standing {
  readonly label: string;
  readonly color: string;
}

function judge({ healthy, usable }: WorkerBackendFragment): Standing {
  if (!healthy) return { label: 'Not heard of', color: 'gray' };
  return usable ? { label: 'Ready', color: 'teal' } : { label: 'Not usable', color: 'red' };
}

function Worker({ backend }: { readonly backend: WorkerBackendFragment }) {
  const { worker, name, version, device, reasons, seenAt } = backend;
  const { label, color } = judge(backend);
  return (
    <li>
      <Group gap="xs">
        <Text size="sm" fw={500}>
          {worker}
        </Text>
        <Badge variant="dot" color={color} size="sm" tt="none">
          {label}
        </Badge>
        <Text size="sm" c="dimmed">
          {name} {version} on {device}, seen {formatAgo(seenAt)}
        </Text>
      </Group>
      {reasons.map((reason) => (
        <Text key={reason} size="xs" c="dimmed">
          {reason}
        </Text>
      ))}
    </li>
  );
}

/** Who does the work, with which backends. Those that were heard of come first. */
export function WorkerList({ workers }: { readonly workers: readonly WorkerBackendFragment[] }) {
  if (workers.length === 0)
    return (
      <Text size="sm" c="dimmed">
        No worker was ever heard of. Start one: nothing is drawn or measured without.
      </Text>
    );
  const sorted = [...workers].sort((a, b) => Number(b.healthy) - Number(a.healthy) || (a.seenAt < b.seenAt ? 1 : -1));
  return (
    <Stack component="ul" gap={6} m={0} p={0} aria-label="Workers" style={{ listStyle: 'none' }}>
      {sorted.map((backend) => (
        <Worker key={backend.id} backend={backend} />
      ))}
    </Stack>
  );
}
