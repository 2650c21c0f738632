import { findNearMisses } from '@contrapposto/pose';
import { z } from 'zod';
import { type ErrorReport, PlatformError } from '../errors.js';

const name = z.string().regex(/^[a-z][a-zA-Z0-9]*$/);

/** A typed gap in a prompt template: free text, a number in a range, or one of some choices. */
export const PromptSlot = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('text'),
    name,
    maxLength: z.int().min(1).max(2000).default(200),
    default: z.string().optional(),
  }),
  z.strictObject({ type: z.literal('number'), name, min: z.number(), max: z.number(), default: z.number().optional() }),
  z.strictObject({
    type: z.literal('choice'),
    name,
    choices: z.array(z.string()).min(1),
    default: z.string().optional(),
  }),
]);

export type PromptSlot = z.infer<typeof PromptSlot>;

export type SlotValues = Readonly<Record<string, string | number>>;

const GAP = /\{([a-zA-Z0-9]+)\}/g;

/**
 * A template's text with its slots filled: `{scene}, a {mood} dancer` -> `cartoon, a calm dancer`.
 *
 * @throws PlatformError PROMPT_SLOT_INVALID for a value that its slot does not take, a slot without value and default, a value without slot
 */
export function fillPrompt(template: string, slots: readonly PromptSlot[], values: SlotValues): string {
  const byName = new Map(slots.map((slot) => [slot.name, slot]));
  for (const key of Object.keys(values)) if (!byName.has(key)) throw unknownSlot(key, [...byName.keys()]);
  return template.replace(GAP, (_gap, key: string) => {
    const slot = byName.get(key);
    if (!slot) throw unknownSlot(key, [...byName.keys()]);
    return String(fillSlot(slot, values[key] ?? slot.default));
  });
}

function fillSlot(slot: PromptSlot, value: string | number | undefined): string | number {
  if (value !== undefined && fits(slot, value)) return value;
  throw slotError(slot.name, {
    expected: describe(slot),
    got: value === undefined ? 'no value, and it has no default' : JSON.stringify(value),
    where: `prompt slot ${slot.name}`,
  });
}

function fits(slot: PromptSlot, value: string | number): boolean {
  switch (slot.type) {
    case 'text':
      return typeof value === 'string' && value.length <= slot.maxLength;
    case 'number':
      return typeof value === 'number' && value >= slot.min && value <= slot.max;
    case 'choice':
      return slot.choices.includes(String(value));
  }
}

function describe(slot: PromptSlot): string {
  switch (slot.type) {
    case 'text':
      return `text of at most ${slot.maxLength} characters`;
    case 'number':
      return `a number from ${slot.min} to ${slot.max}`;
    case 'choice':
      return `one of ${slot.choices.join(', ')}`;
  }
}

function unknownSlot(key: string, known: readonly string[]): PlatformError {
  const [near] = findNearMisses(key, known);
  return slotError(key, {
    expected: known.length > 0 ? `one of the slots ${known.join(', ')}` : 'no values: the prompt has no slots',
    got: key,
    where: 'prompt slots',
    ...(near !== undefined && { advice: `Did you mean ${near}?` }),
  });
}

function slotError(name: string, report: ErrorReport): PlatformError {
  return new PlatformError('PROMPT_SLOT_INVALID', report, { field: `promptValues.${name}` });
}
