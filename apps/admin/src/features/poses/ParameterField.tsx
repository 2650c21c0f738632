import { type OperationParameter } from '@contrapposto/pose';
import { NativeSelect, NumberInput, Switch, TagsInput, TextInput } from '@mantine/core';
import { formatName } from '../../ui/format.js';
import { OtherPoseField } from './OtherPoseField.js';

interface ParameterFieldProps {
  readonly name: string;
  readonly parameter: OperationParameter;
  /** Undefined: as the operation has it. */
  readonly value: unknown;
  readonly poseId: string;
  readonly onChange: (value: unknown) => void;
}

function describe({ description, ...rest }: OperationParameter): string {
  return rest.type === 'number' && rest.unit ? `${description} In ${rest.unit}.` : description;
}

/** One parameter of an operation, as its data describes it. */
export function ParameterField({ name, parameter, value, poseId, onChange }: ParameterFieldProps) {
  const texts = { label: formatName(name), description: describe(parameter) };
  switch (parameter.type) {
    case 'number':
      return (
        <NumberInput
          {...texts}
          min={parameter.least}
          max={parameter.most}
          allowDecimal={!parameter.whole}
          placeholder={parameter.default === undefined ? '' : String(parameter.default)}
          step={parameter.most <= 1 ? 0.1 : 1}
          value={(value as number | undefined) ?? ''}
          onChange={(next) => {
            onChange(typeof next === 'number' ? next : undefined);
          }}
        />
      );
    case 'flag':
      return (
        <Switch
          {...texts}
          checked={(value as boolean | undefined) ?? parameter.default}
          onChange={({ currentTarget }) => {
            onChange(currentTarget.checked);
          }}
        />
      );
    case 'choice':
      return (
        <NativeSelect
          {...texts}
          data={[
            ...(parameter.default === undefined ? [{ value: '', label: 'Choose one' }] : []),
            ...parameter.choices.map((choice) => ({ value: choice, label: formatName(choice) })),
          ]}
          value={(value as string | undefined) ?? parameter.default ?? ''}
          onChange={({ currentTarget }) => {
            onChange(currentTarget.value === '' ? undefined : currentTarget.value);
          }}
        />
      );
    case 'joints':
      return (
        <TagsInput
          {...texts}
          data={[...parameter.groups]}
          placeholder={parameter.default?.join(', ') ?? 'Groups such as left_arm, or joints'}
          value={[...((value as readonly string[] | undefined) ?? [])]}
          onChange={(names) => {
            onChange(names.length === 0 ? undefined : names);
          }}
        />
      );
    case 'joint':
      return (
        <TextInput
          {...texts}
          placeholder={parameter.default ?? ''}
          value={(value as string | undefined) ?? ''}
          onChange={({ currentTarget }) => {
            onChange(currentTarget.value === '' ? undefined : currentTarget.value);
          }}
        />
      );
    case 'pose':
      return <OtherPoseField {...texts} poseId={poseId} onChange={onChange} />;
  }
}
