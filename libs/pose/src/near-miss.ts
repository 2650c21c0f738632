/** Number of single-character edits between two strings; gives up early and returns `limit + 1` once it exceeds `limit`. */
function computeEditDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const substitution = previous[column - 1]! + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(substitution, previous[column]! + 1, current[column - 1]! + 1));
    }
    if (Math.min(...current) > limit) return limit + 1;
    previous = current;
  }
  return previous[b.length]!;
}

const MAX_CANDIDATES = 20_000;
const MAX_LENGTH = 200;

/** The up to `count` known names nearest to a wrong one: at most a third of its characters off, or holding it. */
export function findNearMisses(wrong: string, known: readonly string[], count = 3): string[] {
  const wanted = wrong.toLowerCase().slice(0, MAX_LENGTH);
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  return known
    .slice(0, MAX_CANDIDATES)
    .map((name) => {
      const candidate = name.toLowerCase().slice(0, MAX_LENGTH);
      const distance = computeEditDistance(wanted, candidate, limit);
      const holds = wanted.length >= 3 && candidate.includes(wanted);
      return { name, distance: holds ? Math.min(distance, limit) : distance };
    })
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, count)
    .map(({ name }) => name);
}

/** `Did you mean "a" or "b"?`, or the whole list where it is short, or nothing. */
export function suggest(wrong: string, known: readonly string[]): string {
  const near = findNearMisses(wrong, known);
  if (near.length > 0) return `Did you mean ${near.map((name) => JSON.stringify(name)).join(' or ')}?`;
  return known.length > 0 && known.length <= 12 ? `Known: ${known.join(', ')}.` : '';
}
