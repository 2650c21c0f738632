import { Button, Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import classes from '../../ui/Filters.module.css';
import { useDatasets } from '../datasets/use-datasets.js';
import { StateChips } from '../generations/StateChips.js';
import { useModelOptions } from '../generations/use-model-options.js';
import { formatFilter, NO_FILTER, type ReportListFilter } from './filter.js';

interface ReportFilterBarProps {
  readonly filter: ReportListFilter;
  readonly onChange: (filter: ReportListFilter) => void;
}

function ModelSelect({ filter, onChange }: ReportFilterBarProps) {
  const models = useModelOptions();
  return (
    <Select
      aria-label="Model"
      placeholder="Any model"
      size="xs"
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

function DatasetSelect({ filter, onChange }: ReportFilterBarProps) {
  const { datasets } = useDatasets();
  return (
    <Select
      aria-label="Data set"
      placeholder="Any data set"
      size="xs"
      clearable
      searchable
      w={190}
      data={datasets.map(({ id, name }) => ({ value: id, label: name }))}
      value={filter.datasetId}
      onChange={(datasetId) => {
        onChange({ ...filter, datasetId });
      }}
    />
  );
}

export function ReportFilterBar(props: ReportFilterBarProps) {
  const { filter, onChange } = props;
  return (
    <div className={classes.bar} data-flat role="search" aria-label="Filter reports">
      <TextInput
        type="search"
        aria-label="Search reports"
        placeholder="Search reports"
        size="xs"
        leftSection={<IconSearch size={14} />}
        value={filter.text}
        onChange={({ currentTarget }) => {
          onChange({ ...filter, text: currentTarget.value });
        }}
      />
      <ModelSelect {...props} />
      <DatasetSelect {...props} />
      <div className={classes.phoneRow}>
        <StateChips
          states={filter.states}
          onChange={(states) => {
            onChange({ ...filter, states });
          }}
        />
      </div>
      {formatFilter(filter).size > 0 && (
        <Button
          variant="subtle"
          size="compact-xs"
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
