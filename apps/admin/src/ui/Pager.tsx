import { Button, Group, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';

/** Where a page begins or ends; empty: the newest. */
export interface PageVariables {
  readonly after?: string | null;
  readonly before?: string | null;
}

interface PagerProps {
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly totalCount: number;
  /** What one of them is called: `generation`. */
  readonly noun: string;
  readonly onTurn: (page: PageVariables) => void;
}

/** Turns pages by cursor: stable under writes, which numbers would not be. */
export function Pager({ pageInfo, totalCount, noun, onTurn }: PagerProps) {
  const { hasNextPage, hasPreviousPage, startCursor, endCursor } = pageInfo;
  return (
    <Group justify="space-between" component="nav" aria-label={`Pages of ${noun}s`}>
      <Text size="sm" c="dimmed" role="status">
        {totalCount === 1 ? `1 ${noun}` : `${totalCount} ${noun}s`}
      </Text>
      <Group gap="xs">
        <Button
          variant="default"
          size="xs"
          disabled={!hasPreviousPage}
          leftSection={<IconChevronLeft size={16} />}
          onClick={() => {
            onTurn({ before: startCursor });
          }}
        >
          Newer
        </Button>
        <Button
          variant="default"
          size="xs"
          disabled={!hasNextPage}
          rightSection={<IconChevronRight size={16} />}
          onClick={() => {
            onTurn({ after: endCursor });
          }}
        >
          Older
        </Button>
      </Group>
    </Group>
  );
}
