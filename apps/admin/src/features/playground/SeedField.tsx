import { ActionIcon, NumberInput, Tooltip } from '@mantine/core';
import { IconDice5 } from '@tabler/icons-react';
import { rollSeed } from './recipe-draft.js';

interface SeedFieldProps {
  readonly seed: number | null;
  readonly onChange: (seed: number | null) => void;
}

/** A seed to keep, or none: then each generation gets another. */
export function SeedField({ seed, onChange }: SeedFieldProps) {
  return (
    <NumberInput
      label="Seed"
      placeholder="random"
      min={0}
      max={Number.MAX_SAFE_INTEGER}
      allowDecimal={false}
      hideControls
      rightSectionPointerEvents="all"
      rightSection={
        <Tooltip label="Roll the dice (D)">
          <ActionIcon
            variant="subtle"
            aria-label="Roll the dice"
            onClick={() => {
              onChange(rollSeed());
            }}
          >
            <IconDice5 size={18} />
          </ActionIcon>
        </Tooltip>
      }
      value={seed ?? ''}
      onChange={(value) => {
        onChange(typeof value === 'number' ? value : null);
      }}
    />
  );
}
