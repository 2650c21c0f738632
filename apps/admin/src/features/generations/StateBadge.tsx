import { Badge } from '@mantine/core';
import { type GenerationState } from '../../generated/graphql.js';
import { STATES } from './states.js';

export function StateBadge({ state }: { readonly state: GenerationState }) {
  const { label, color } = STATES[state];
  return (
    <Badge variant="dot" color={color} size="sm" tt="none" flex="none">
      {label}
    </Badge>
  );
}
