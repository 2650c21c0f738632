import { fillPrompt, PromptSlot } from './prompt-template.js';

describe('prompt templates', () => {
  const slots = [
    { type: 'choice', name: 'scene', choices: ['cartoon', 'oil painting'], default: 'cartoon' },
    { type: 'text', name: 'who', maxLength: 10 },
    { type: 'number', name: 'people', min: 1, max: 9, default: 2 },
  ].map((slot) => PromptSlot.parse(slot));
  const fill = (values: Record<string, string | number>) =>
    fillPrompt('{scene}, {people} of {who} and {who}', slots, values);

  it('are filled with values and defaults', () => {
    expect(fill({ who: 'dancers' })).toBe('cartoon, 2 of dancers and dancers');
    expect(fill({ who: '$& {who}', scene: 'oil painting', people: 9 })).toBe(
      'oil painting, 9 of $& {who} and $& {who}',
    );
  });

  it.each([
    [{}, 'slot who', 'no default'],
    [{ who: 'far too many words' }, 'slot who', 'at most 10'],
    [{ who: 'a', people: 10 }, 'slot people', 'from 1 to 9'],
    [{ who: 'a', scene: 'photo' }, 'slot scene', 'cartoon, oil painting'],
    [{ who: 'a', scen: 'cartoon' }, 'prompt slots', 'Did you mean scene?'],
  ] as [Record<string, string | number>, string, string][])('refuse %j', (values, where, why) => {
    expect(() => fill(values)).toThrow(
      expect.objectContaining({ code: 'PROMPT_SLOT_INVALID', message: expect.stringContaining(where) }),
    );
    expect(() => fill(values)).toThrow(why);
  });

  it('refuse a gap that no slot describes', () => {
    expect(() => fillPrompt('{mood}', slots, {})).toThrow('got mood');
  });
});
