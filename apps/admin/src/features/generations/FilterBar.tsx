import { Button, Chip, Group, Input, RangeSlider, Select, TextInput } from '@mantine/core';
import { useQuery } from '@apollo/client/react';
import { type GenerationState, ModelsDocument } from '../../generated/graphql.js';
import { formatModel } from '../../ui/format.js';
import { type ListFilter, NO_FILTER } from './filter.js';
import classes from './FilterBar.module.css';
import { Narrowing } from './Narrowing.js';
import { STATE_NAMES, STATES } from './states.js';

interface FilterBarProps {
  readonly filter: ListFilter;
  readonly onChange: (filter: ListFilter) => void;
}

function StateChips({ filter, onChange }: FilterBarProps) {
  return (
    <Chip.Group
      multiple
      value={[...filter.states]}
      onChange={(states: string[]) => {
        onChange({ ...filter, states: states as GenerationState[] });
      }}
    >
      <Group gap={6} role="group" aria-label="State">
        {STATE_NAMES.map((state) => (
          <Chip key={state} value={state} size="xs" variant="outline">
            {STATES[state].label}
          </Chip>
        ))}
      </Group>
    </Chip.Group>
  );
}

function ModelSelect({ filter, onChange }: FilterBarProps) {
  const { data } = useQuery(ModelsDocument);
  const models = data?.models.edges.map(({ node }) => node) ?? [];
  return (
    <Select
      label="Model"
      placeholder="Any"
      clearable
      w={170}
      data={models.map((model) => ({ value: model.id, label: formatModel(model) }))}
      value={filter.modelId}
      onChange={(modelId) => {
        onChange({ ...filter, modelId });
      }}
    />
  );
}

function SimilarityRange({ filter, onChange }: FilterBarProps) {
  const [low, high] = filter.similarity;
  return (
    <div className={classes.range}>
      <Input.Label component="div">
        OKS {low.toFixed(2)} to {high.toFixed(2)}
      </Input.Label>
      <RangeSlider
        key={`${low} ${high}`}
        min={0}
        max={1}
        step={0.05}
        minRange={0}
        label={null}
        defaultValue={[low, high]}
        thumbFromLabel="Lowest fidelity"
        thumbToLabel="Highest fidelity"
        onChangeEnd={(similarity) => {
          onChange({ ...filter, similarity });
        }}
      />
    </div>
  );
}

function Days({ filter, onChange }: FilterBarProps) {
  const field = (label: string, key: 'from' | 'to') => (
    <TextInput
      type="date"
      label={label}
      value={filter[key] ?? ''}
      onChange={({ currentTarget: { value } }) => {
        onChange({ ...filter, [key]: value === '' ? null : value });
      }}
    />
  );
  return (
    <>
      {field('From', 'from')}
      {field('To', 'to')}
    </>
  );
}

export function FilterBar(props: FilterBarProps) {
  const isFiltered = JSON.stringify(props.filter) !== JSON.stringify(NO_FILTER);
  return (
    <div className={classes.bar} role="search" aria-label="Filter generations">
      <div className={classes.states}>
        <StateChips {...props} />
        <Narrowing {...props} />
      </div>
      <ModelSelect {...props} />
      <SimilarityRange {...props} />
      <Days {...props} />
      {isFiltered && (
        <Button
          variant="subtle"
          onClick={() => {
            props.onChange(NO_FILTER);
          }}
        >
          Clear
        </Button>
      )}
    </div>
  );
}
