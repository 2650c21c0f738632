import { Chip, Group, Scroller, Text } from '@mantine/core';
import { type PoseSearch, usePoseFacets } from './use-poses.js';

interface PoseFacetsProps {
  readonly search: PoseSearch;
  readonly onChange: (search: PoseSearch) => void;
  /** The colour of what they lie on. */
  readonly ground?: string;
}

function toggle<T>(values: readonly T[], value: T): T[] {
  return values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
}

function Count({ children }: { readonly children: number }) {
  return (
    <Text component="span" inherit c="dimmed" ml={4}>
      {children}
    </Text>
  );
}

/** The tags and numbers of people of what is found, with how many poses have each. */
export function PoseFacets({ search, onChange, ground = 'var(--panel)' }: PoseFacetsProps) {
  const facets = usePoseFacets(search);
  if (!facets) return null;
  return (
    <Scroller edgeGradientColor={ground} controlSize={28} role="group" aria-label="Narrow by people and tags">
      <Group gap={6} wrap="nowrap">
        {facets.people.map(({ value, count }) => (
          <Chip
            key={value}
            size="xs"
            variant="light"
            checked={search.people === value}
            onChange={(checked) => {
              onChange({ ...search, people: checked ? value : null });
            }}
          >
            {value === 1 ? '1 person' : `${value} people`} <Count>{count}</Count>
          </Chip>
        ))}
        {facets.tags.map(({ value, count }) => (
          <Chip
            key={value}
            size="xs"
            variant="light"
            checked={search.tags.includes(value)}
            onChange={() => {
              onChange({ ...search, tags: toggle(search.tags, value) });
            }}
          >
            {value} <Count>{count}</Count>
          </Chip>
        ))}
      </Group>
    </Scroller>
  );
}
