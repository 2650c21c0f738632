import { NativeSelect } from '@mantine/core';
import { type PlacedSearch } from './place.js';

const CHOICES = [
  { value: 'any', label: 'Any licence', commercialUse: null },
  { value: 'yes', label: 'Commercial use', commercialUse: true },
  { value: 'no', label: 'Not known to allow it', commercialUse: false },
] as const;

interface LicenceFilterProps {
  readonly search: PlacedSearch;
  readonly onChange: (search: PlacedSearch) => void;
}

/** Whether the terms of a pose are known to allow commercial use. */
export function LicenceFilter({ search, onChange }: LicenceFilterProps) {
  return (
    <NativeSelect
      aria-label="Licence"
      w={150}
      data={CHOICES.map(({ value, label }) => ({ value, label }))}
      value={CHOICES.find(({ commercialUse }) => commercialUse === search.commercialUse)!.value}
      onChange={({ currentTarget }) => {
        const { commercialUse } = CHOICES.find(({ value }) => value === currentTarget.value)!;
        onChange({ ...search, commercialUse });
      }}
    />
  );
}
