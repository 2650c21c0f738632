import { getPoseOperation, POSE_OPERATIONS } from '@contrapposto/pose';
import { NativeSelect, Stack, Text } from '@mantine/core';
import { formatName } from '../../ui/format.js';
import { type Edit } from './edit.js';
import { ParameterField } from './ParameterField.js';

interface OperationPanelProps {
  /** Null: none is chosen. */
  readonly edit: Extract<Edit, { readonly kind: 'operation' }> | null;
  /** Whose pose is changed: it is not offered as the other one. */
  readonly poseId: string;
  readonly onChange: (edit: Edit | null) => void;
}

const NAMES = POSE_OPERATIONS.map(({ name }) => ({ value: name, label: formatName(name) }));

/** Everything that can be done to a pose, with a form made of what each needs to know. */
export function OperationPanel({ edit, poseId, onChange }: OperationPanelProps) {
  const operation = edit && getPoseOperation(edit.name);
  return (
    <Stack gap="sm">
      <NativeSelect
        label="Operation"
        data={[{ value: '', label: 'Choose what to do' }, ...NAMES]}
        value={edit?.name ?? ''}
        onChange={({ currentTarget: { value: name } }) => {
          onChange(name === '' ? null : { kind: 'operation', name, values: {} });
        }}
      />
      <Text size="sm" c="dimmed">
        {operation?.description ?? 'It is tried on the stage above, and nothing is written before you save it.'}
      </Text>
      {operation &&
        Object.entries(operation.parameters).map(([name, parameter]) => (
          <ParameterField
            key={`${edit.name} ${name}`}
            name={name}
            parameter={parameter}
            value={edit.values[name]}
            poseId={poseId}
            onChange={(value) => {
              const { [name]: _, ...others } = edit.values;
              onChange({ ...edit, values: value === undefined ? others : { ...others, [name]: value } });
            }}
          />
        ))}
    </Stack>
  );
}
