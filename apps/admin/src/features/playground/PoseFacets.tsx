import { Chip, Group, Scroller, Text } from '@mantine/core';
import { type PoseFacetsQuery } from '../../generated/graphql.js';
import { type PoseSearch, usePoseFacets } from './use-poses.js';

type Facets = PoseFacetsQuery['poses']['facets'];

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

interface FacetChipProps {
  readonly label: string;
  readonly count: number;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

function FacetChip({ label, count, ...chip }: FacetChipProps) {
  return (
    <Chip size="xs" variant="light" {...chip}>
      {label} <Count>{count}</Count>
    </Chip>
  );
}

/** Dimensions and skeletons, where there is a choice. */
function FormChips({
  facets,
  search,
  onChange,
}: Pick<PoseFacetsProps, 'search' | 'onChange'> & { readonly facets: Facets }) {
  const { skeletons, spatial } = facets;
  const inThree = spatial.find(({ value }) => value);
  return (
    <>
      {inThree && (
        <FacetChip
          label="3D"
          count={inThree.count}
          checked={search.spatial === true}
          onChange={(checked) => {
            onChange({ ...search, spatial: checked ? true : null });
          }}
        />
      )}
      {(skeletons.length > 1 || search.skeleton !== null) &&
        skeletons.map(({ value, count }) => (
          <FacetChip
            key={value}
            label={value}
            count={count}
            checked={search.skeleton === value}
            onChange={(checked) => {
              onChange({ ...search, skeleton: checked ? value : null });
            }}
          />
        ))}
    </>
  );
}

/** What is found, by people, dimensions, skeletons and tags, with how many poses have each. */
export function PoseFacets({ search, onChange, ground = 'var(--panel)' }: PoseFacetsProps) {
  const facets = usePoseFacets(search);
  if (!facets) return null;
  return (
    <Scroller edgeGradientColor={ground} controlSize={28} role="group" aria-label="Narrow by people and tags">
      <Group gap={6} wrap="nowrap">
        {facets.people.map(({ value, count }) => (
          <FacetChip
            key={value}
            label={value === 1 ? '1 person' : `${value} people`}
            count={count}
            checked={search.people === value}
            onChange={(checked) => {
              onChange({ ...search, people: checked ? value : null });
            }}
          />
        ))}
        <FormChips facets={facets} search={search} onChange={onChange} />
        {facets.tags.map(({ value, count }) => (
          <FacetChip
            key={value}
            label={value}
            count={count}
            checked={search.tags.includes(value)}
            onChange={() => {
              onChange({ ...search, tags: toggle(search.tags, value) });
            }}
          />
        ))}
      </Group>
    </Scroller>
  );
}
