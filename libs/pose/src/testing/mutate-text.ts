/** A generator of whole numbers below a bound, the same for the same seed (mulberry32). */
export type Dice = (below: number) => number;

export function createDice(seed: number): Dice {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** What breaks readers: numbers that are none or too large, other types, names of Object.prototype, depth. */
const HOSTILE = [
  'NaN',
  '-Infinity',
  '1e999',
  '1.7e308',
  '-1.7e308',
  '-0',
  '9'.repeat(400),
  '1e-400',
  'null',
  'true',
  '""',
  '[]',
  '{}',
  '[[[[[[[[1]]]]]]]]',
  '{"__proto__": {"polluted": 1}}',
  '"constructor"',
  '"\\ud800"',
  '\0',
  '['.repeat(200),
  ',',
  '-1',
  '4294967296',
  '0.1',
];

type Mutation = (text: string, dice: Dice) => string;

function replaceMatch(text: string, pattern: RegExp, dice: Dice): string {
  const matches = [...text.matchAll(pattern)];
  if (matches.length === 0) return text;
  const match = matches[dice(matches.length)]!;
  return text.slice(0, match.index) + HOSTILE[dice(HOSTILE.length)]! + text.slice(match.index + match[0].length);
}

const MUTATIONS: readonly Mutation[] = [
  (text, dice) => replaceMatch(text, /-?\d+(\.\d+)?/g, dice),
  (text, dice) => replaceMatch(text, /"[^"]*"/g, dice),
  (text, dice) => replaceMatch(text, /\[[^[\]]*\]/g, dice),
  (text, dice) => replaceMatch(text, /\{[^{}]*\}/g, dice),
  (text, dice) => text.slice(0, dice(text.length + 1)),
  (text, dice) => {
    const at = dice(text.length + 1);
    return text.slice(0, at) + text.slice(at + 1 + dice(40));
  },
  (text, dice) => {
    const at = dice(text.length + 1);
    const from = dice(text.length + 1);
    return text.slice(0, at) + text.slice(from, from + dice(200)) + text.slice(at);
  },
  (text, dice) => {
    const at = dice(text.length + 1);
    return text.slice(0, at) + String.fromCharCode(dice(256)) + text.slice(at + 1);
  },
];

/** One to four mutations of a text, one upon the other. */
export function mutateText(text: string, dice: Dice): string {
  let mutant = text;
  for (let count = 1 + dice(4); count > 0; count--) mutant = MUTATIONS[dice(MUTATIONS.length)]!(mutant, dice);
  return mutant;
}
