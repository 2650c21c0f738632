import { NativeSelect } from '@mantine/core';
import { usePoseFacets } from '../playground/use-poses.js';
import { type PlacedSearch, toPoseSearch } from './place.js';

const CHOICES = [
  { value: 'any', label: 'Any licence', commercialUse: null },
  { value: 'yes', label: 'Commercial use', commercialUse: true },
  { value: 'no', label: 'Not known to allow it', commercialUse: false },
] as const;

/** Before the name of an exact licence, so that none is taken for a choice above. */
const EXACTLY = 'licence:';

interface LicenceFilterProps {
  readonly search: PlacedSearch;
  readonly onChange: (search: PlacedSearch) => void;
}

/** Whether the terms of a pose are known to allow commercial use; or exactly one licence, of those that what is found has. */
export function LicenceFilter({ search, onChange }: LicenceFilterProps) {
  const licences = usePoseFacets(toPoseSearch({ ...search, licence: null, commercialUse: null }))?.licences ?? [];
  const { licence, commercialUse } = search;
  const exact = licences.map(({ value, count }) => ({
    value: EXACTLY + (value ?? ''),
    label: `${value ?? 'None stated'} (${count})`,
  }));
  const chosen =
    licence === null ? CHOICES.find((choice) => choice.commercialUse === commercialUse)!.value : EXACTLY + licence;
  const isOffered = licence === null || exact.some(({ value }) => value === chosen);
  return (
    <NativeSelect
      aria-label="Licence"
      w={170}
      data={[
        ...CHOICES.map(({ value, label }) => ({ value, label })),
        { group: 'Exactly', items: isOffered ? exact : [...exact, { value: chosen, label: licence || 'None stated' }] },
      ]}
      value={chosen}
      onChange={({ currentTarget: { value } }) => {
        const choice = CHOICES.find((other) => other.value === value);
        onChange({
          ...search,
          commercialUse: choice?.commercialUse ?? null,
          licence: choice ? null : value.slice(EXACTLY.length),
        });
      }}
    />
  );
}
