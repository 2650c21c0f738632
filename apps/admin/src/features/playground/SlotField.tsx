import { NumberInput, Select, TextInput } from '@mantine/core';
import { type PromptChoiceFragment } from '../../generated/graphql.js';
import { formatName } from '../../ui/format.js';

interface SlotFieldProps {
  readonly slot: PromptChoiceFragment['currentVersion']['slots'][number];
  readonly value: string | number | undefined;
  /** Undefined leaves the slot to its default. */
  readonly onChange: (value: string | number | undefined) => void;
}

function toPlaceholder(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** The field for a gap in a template, by the gap's type. */
export function SlotField({ slot, value, onChange }: SlotFieldProps) {
  const common = { label: formatName(slot.name), placeholder: toPlaceholder(slot.default) };
  switch (slot.type) {
    case 'CHOICE':
      return (
        <Select
          {...common}
          data={slot.choices ?? []}
          searchable
          clearable
          value={value === undefined ? null : String(value)}
          onChange={(choice) => {
            onChange(choice ?? undefined);
          }}
        />
      );
    case 'NUMBER':
      return (
        <NumberInput
          {...common}
          {...(slot.min !== null && { min: slot.min })}
          {...(slot.max !== null && { max: slot.max })}
          value={value ?? ''}
          onChange={(number) => {
            onChange(typeof number === 'number' ? number : undefined);
          }}
        />
      );
    case 'TEXT':
      return (
        <TextInput
          {...common}
          value={value ?? ''}
          onChange={({ currentTarget }) => {
            onChange(currentTarget.value === '' ? undefined : currentTarget.value);
          }}
        />
      );
  }
}
