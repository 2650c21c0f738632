import { Chip, Group } from '@mantine/core';
import { type GenerationState } from '../../generated/graphql.js';
import { STATE_NAMES, STATES } from './states.js';

interface StateChipsProps {
  readonly states: readonly GenerationState[];
  readonly onChange: (states: GenerationState[]) => void;
}

/** Narrows a list of work to some states; none chosen: all. */
export function StateChips({ states, onChange }: StateChipsProps) {
  return (
    <Chip.Group
      multiple
      value={[...states]}
      onChange={(chosen: string[]) => {
        onChange(chosen as GenerationState[]);
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
