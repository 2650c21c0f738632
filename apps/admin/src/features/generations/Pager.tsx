import { Button, Group, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { type GenerationsQuery } from '../../generated/graphql.js';
import { type PageVariables } from './use-generation-page.js';

interface PagerProps {
  readonly pageInfo: GenerationsQuery['generations']['pageInfo'];
  readonly totalCount: number;
  readonly onTurn: (page: PageVariables) => void;
}

/** Turns pages by cursor: stable under writes, which numbers would not be. */
export function Pager({ pageInfo, totalCount, onTurn }: PagerProps) {
  const { hasNextPage, hasPreviousPage, startCursor, endCursor } = pageInfo;
  return (
    <Group justify="space-between" component="nav" aria-label="Pages of generations">
      <Text size="sm" c="dimmed" role="status">
        {totalCount === 1 ? '1 generation' : `${totalCount} generations`}
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
