import { composePrompt } from './compose-prompt.js';

const SLOTS = [
  { name: 'mood', type: 'CHOICE', default: 'calm', choices: ['calm', 'wild'], min: null, max: null },
  { name: 'count', type: 'NUMBER', default: null, choices: null, min: 1, max: 9 },
] as unknown as Parameters<typeof composePrompt>[0]['slots'];

describe('composePrompt', () => {
  const scene = { template: 'mural, {count} {mood} dancers', slots: SLOTS };

  it('takes values, then defaults', () => {
    expect(composePrompt(scene, { count: 3 })).toBe('mural, 3 calm dancers');
    expect(composePrompt(scene, { count: 3, mood: 'wild' })).toBe('mural, 3 wild dancers');
  });

  it('names what is still missing', () => {
    expect(composePrompt(scene, {})).toBe('mural, …count… calm dancers');
  });
});
