import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { formatName } from './format.js';
import { type DraftForm } from './use-revised-draft.js';

function describe(value: unknown): string {
  if (Array.isArray(value)) return value.length > 0 ? value.join(', ') : 'none';
  if (typeof value === 'boolean') return value ? 'allowed' : 'not allowed';
  return typeof value === 'string' && value !== '' ? value : 'nothing';
}

/** What somebody else changed while a form was filled in. What was typed stays, and is saved when it is saved again. */
export function MeanwhileNotice<T extends object>({ meanwhile, yieldTo }: DraftForm<T>) {
  if (meanwhile.length === 0) return null;
  return (
    <Alert
      variant="default"
      icon={<IconUsers color="var(--mantine-color-yellow-6)" />}
      title="Somebody else changed this meanwhile"
    >
      <Stack gap={6}>
        {meanwhile.map(({ key, theirs, isContested }) => (
          <Group key={String(key)} justify="space-between" gap="xs" wrap="nowrap">
            <Text size="sm">
              {formatName(String(key))}: now {describe(theirs)}
              {isContested && '; yours is kept here until you save it'}
            </Text>
            {isContested && (
              <Button
                variant="default"
                size="compact-xs"
                flex="none"
                onClick={() => {
                  yieldTo(key);
                }}
              >
                Take theirs
              </Button>
            )}
          </Group>
        ))}
      </Stack>
    </Alert>
  );
}
