import { messageOf } from '../errors.js';
import { fillPrompt, type PromptSlot, type SlotValues } from '../generations/prompt-template.js';
import { invalidField } from '../parse-input.js';

/**
 * Holds a template and its slots to each other: slot names are unique, every gap in the template has its slot, ranges are not empty, and a
 * default is a value that its slot takes.
 *
 * @throws PlatformError INVALID_INPUT
 */
export function assertTemplate(template: string, slots: readonly PromptSlot[], where: string): void {
  for (const [index, slot] of slots.entries()) {
    if (slots.findIndex(({ name }) => name === slot.name) !== index)
      throw invalidField(`slots.${index}.name`, `a second slot ${slot.name}`, where, 'Give each slot its own name.');
    if (slot.type === 'number' && slot.min > slot.max)
      throw invalidField(`slots.${index}.max`, `${slot.max}, below the minimum ${slot.min}`, where);
    // A template of this slot alone, filled with its default.
    if (slot.default !== undefined) attempt(`slots.${index}.default`, where, `{${slot.name}}`, [slot], {});
  }
  attempt('template', where, template, slots, sample(slots));
}

function attempt(field: string, where: string, template: string, slots: readonly PromptSlot[], values: SlotValues) {
  try {
    fillPrompt(template, slots, values);
  } catch (error) {
    throw invalidField(field, 'slots and gaps that do not fit each other', where, messageOf(error));
  }
}

/** A value that each slot takes. */
function sample(slots: readonly PromptSlot[]): SlotValues {
  return Object.fromEntries(slots.map((slot) => [slot.name, sampleOf(slot)]));
}

function sampleOf(slot: PromptSlot): string | number {
  switch (slot.type) {
    case 'text':
      return '';
    case 'number':
      return slot.min;
    case 'choice':
      return slot.choices[0]!;
  }
}
