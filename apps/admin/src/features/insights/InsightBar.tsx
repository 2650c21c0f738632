import { NativeSelect, NumberInput, ScrollArea, SegmentedControl, TextInput } from '@mantine/core';
import { type InsightGroup } from '../../generated/graphql.js';
import { useModelOptions } from '../generations/use-model-options.js';
import { usePlaces } from '../poses/use-places.js';
import classes from './InsightsPage.module.css';
import { type InsightSearch } from './search.js';

interface InsightBarProps {
  readonly search: InsightSearch;
  readonly onChange: (search: InsightSearch) => void;
}

const GROUPS: readonly { readonly value: InsightGroup; readonly label: string }[] = [
  { value: 'POSE', label: 'Poses' },
  { value: 'PROMPT', label: 'Prompts' },
  { value: 'SCENE', label: 'Scenes' },
  { value: 'MODEL', label: 'Models' },
  { value: 'JOINT', label: 'Joints' },
];

const REPORTS = [
  { value: 'WITHOUT', label: 'People' },
  { value: 'ONLY', label: 'Reports' },
  { value: 'ALL', label: 'Both' },
] as const;

function Wheres({ search, onChange }: InsightBarProps) {
  const models = useModelOptions();
  const { libraries } = usePlaces();
  const { filter } = search;
  const narrow = (part: Partial<InsightSearch['filter']>) => {
    onChange({ ...search, filter: { ...filter, ...part } });
  };
  const toId = (value: string) => (value === '' ? null : value);
  return (
    <>
      <NativeSelect
        label="Model"
        data={[{ value: '', label: 'Any' }, ...models]}
        value={filter.modelId ?? ''}
        onChange={({ currentTarget }) => {
          narrow({ modelId: toId(currentTarget.value) });
        }}
      />
      <NativeSelect
        label="Library"
        data={[{ value: '', label: 'Any' }, ...libraries.map(({ id, name }) => ({ value: id, label: name }))]}
        value={filter.libraryId ?? ''}
        onChange={({ currentTarget }) => {
          narrow({ libraryId: toId(currentTarget.value) });
        }}
      />
      <NativeSelect
        label="Asked for by"
        data={REPORTS.map(({ value, label }) => ({ value, label }))}
        value={filter.reports}
        onChange={({ currentTarget }) => {
          narrow({ reports: REPORTS.find(({ value }) => value === currentTarget.value)!.value });
        }}
      />
      {(['from', 'to'] as const).map((key) => (
        <TextInput
          key={key}
          type="date"
          label={key === 'from' ? 'From' : 'To'}
          value={filter[key] ?? ''}
          onChange={({ currentTarget }) => {
            narrow({ [key]: toId(currentTarget.value) });
          }}
        />
      ))}
    </>
  );
}

/** What is looked at, and what counts as lost. */
export function InsightBar({ search, onChange }: InsightBarProps) {
  return (
    <div role="search" aria-label="Insights">
      <ScrollArea type="never" mb="sm">
        <SegmentedControl
          aria-label="By"
          data={[...GROUPS]}
          value={search.groupBy}
          onChange={(groupBy) => {
            onChange({ ...search, groupBy });
          }}
        />
      </ScrollArea>
      <div className={classes.bar}>
        <NumberInput
          label="Lost below OKS"
          min={0}
          max={1}
          step={0.05}
          decimalScale={2}
          value={search.threshold}
          onChange={(threshold) => {
            if (typeof threshold === 'number') onChange({ ...search, threshold });
          }}
        />
        <NumberInput
          label="Pictures at least"
          min={1}
          allowDecimal={false}
          value={search.leastCount}
          onChange={(leastCount) => {
            if (typeof leastCount === 'number' && leastCount >= 1) onChange({ ...search, leastCount });
          }}
        />
        <Wheres search={search} onChange={onChange} />
      </div>
    </div>
  );
}
