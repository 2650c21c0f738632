import { Button, Input, RangeSlider, Select, TextInput } from '@mantine/core';
import classes from '../../ui/Filters.module.css';
import { type ListFilter, NO_FILTER } from './filter.js';
import own from './FilterBar.module.css';
import { Narrowing } from './Narrowing.js';
import { StateChips } from './StateChips.js';
import { useModelOptions } from './use-model-options.js';

interface FilterBarProps {
  readonly filter: ListFilter;
  readonly onChange: (filter: ListFilter) => void;
}

function ModelSelect({ filter, onChange }: FilterBarProps) {
  const models = useModelOptions();
  return (
    <Select
      label="Model"
      placeholder="Any"
      clearable
      w={170}
      data={models}
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
    <div className={own.range}>
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
  const { filter, onChange } = props;
  const isFiltered = JSON.stringify(filter) !== JSON.stringify(NO_FILTER);
  return (
    <div className={classes.bar} role="search" aria-label="Filter generations">
      <div className={classes.row}>
        <StateChips
          states={filter.states}
          onChange={(states) => {
            onChange({ ...filter, states });
          }}
        />
        <Narrowing {...props} />
      </div>
      <ModelSelect {...props} />
      <SimilarityRange {...props} />
      <Days {...props} />
      {isFiltered && (
        <Button
          variant="subtle"
          onClick={() => {
            onChange(NO_FILTER);
          }}
        >
          Clear
        </Button>
      )}
    </div>
  );
}
