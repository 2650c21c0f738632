import { type PromptChoiceFragment } from '../../generated/graphql.js';
import { type SlotValues } from './recipe-draft.js';

type Template = Pick<PromptChoiceFragment['currentVersion'], 'template' | 'slots'>;

/** The text that a scene comes to: each slot's value, else its default, else its name in dots. The API fills it for good. */
export function composePrompt({ template, slots }: Template, values: SlotValues): string {
  const defaults = new Map(slots.map((slot) => [slot.name, slot.default]));
  return template.replace(/\{([a-zA-Z0-9]+)\}/g, (_gap, name: string) => {
    const value = values[name] ?? defaults.get(name);
    return typeof value === 'string' || typeof value === 'number' ? String(value) : `…${name}…`;
  });
}
