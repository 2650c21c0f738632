import { useQuery } from '@apollo/client/react';
import { Button, Chip, Group, Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { DatasetsDocument, ModelsDocument, type ReportState } from '../../generated/graphql.js';
import { formatModel } from '../../ui/format.js';
import { STATE_NAMES, STATES } from '../generations/states.js';
import { formatFilter, NO_FILTER, type ReportListFilter } from './filter.js';

interface ReportFilterBarProps {
  readonly filter: ReportListFilter;
  readonly onChange: (filter: ReportListFilter) => void;
}

function StateChips({ filter, onChange }: ReportFilterBarProps) {
  return (
    <Chip.Group
      multiple
      value={[...filter.states]}
      onChange={(states: string[]) => {
        onChange({ ...filter, states: states as ReportState[] });
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

function ModelSelect({ filter, onChange }: ReportFilterBarProps) {
  const { data } = useQuery(ModelsDocument);
  const models = data?.models.edges.map(({ node }) => node) ?? [];
  return (
    <Select
      aria-label="Model"
      placeholder="Any model"
      size="xs"
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

function DatasetSelect({ filter, onChange }: ReportFilterBarProps) {
  const { data } = useQuery(DatasetsDocument);
  const datasets = data?.datasets.edges.map(({ node }) => node) ?? [];
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
    <Group gap="sm" role="search" aria-label="Filter reports">
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
      <StateChips {...props} />
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
    </Group>
  );
}
