import { NumberInput, Select, SimpleGrid } from '@mantine/core';
import { type Scheduler } from '../../generated/graphql.js';
import { type ModelDefaults } from './model-defaults.js';
import { type RecipeDraft } from './recipe-draft.js';
import { SeedField } from './SeedField.js';
import { type ChangeDraft } from './use-draft.js';

const SCHEDULERS = [
  { value: 'DPMPP_2M', label: 'DPM++ 2M' },
  { value: 'DDIM', label: 'DDIM' },
  { value: 'EULER', label: 'Euler' },
];

interface SettingsFieldsProps {
  readonly draft: RecipeDraft;
  readonly defaults: ModelDefaults;
  readonly onChange: ChangeDraft;
}

type NumberKey = 'numInferenceSteps' | 'guidanceScale' | 'width' | 'height';

interface NumberFieldProps extends SettingsFieldsProps {
  readonly label: string;
  readonly field: NumberKey;
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

function NumberField({ label, field, min, max, step, draft, defaults, onChange }: NumberFieldProps) {
  const standard = defaults[field];
  return (
    <NumberInput
      label={label}
      min={min}
      max={max}
      step={step}
      clampBehavior="blur"
      allowDecimal={!Number.isInteger(step)}
      placeholder={standard === null ? 'as the model has it' : String(standard)}
      {...(standard !== null && { startValue: standard })}
      value={draft[field] ?? ''}
      onChange={(value) => {
        onChange({ [field]: typeof value === 'number' ? value : null });
      }}
    />
  );
}

function labelOf(scheduler: string | null): string {
  return SCHEDULERS.find(({ value }) => value === scheduler)?.label ?? 'as the model has it';
}

/** Steps, guidance, size, scheduler and seed. What is left empty is as the model has it, and says so. */
export function SettingsFields(props: SettingsFieldsProps) {
  const { draft, defaults, onChange } = props;
  const multiple = defaults.sizeMultiple ?? 8;
  return (
    <SimpleGrid cols={2} spacing="sm" verticalSpacing="sm">
      <NumberField {...props} label="Steps" field="numInferenceSteps" min={1} max={1000} step={1} />
      <NumberField {...props} label="Guidance" field="guidanceScale" min={0} max={50} step={0.5} />
      <NumberField {...props} label="Width" field="width" min={multiple} max={2048} step={multiple} />
      <NumberField {...props} label="Height" field="height" min={multiple} max={2048} step={multiple} />
      <Select
        label="Scheduler"
        data={SCHEDULERS}
        clearable
        placeholder={labelOf(defaults.scheduler)}
        value={draft.scheduler}
        onChange={(scheduler) => {
          onChange({ scheduler: scheduler as Scheduler | null });
        }}
      />
      <SeedField
        seed={draft.seed}
        onChange={(seed) => {
          onChange({ seed });
        }}
      />
    </SimpleGrid>
  );
}
