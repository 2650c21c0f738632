/**
 * Behind which pose one has to be put to come to another's place.
 *
 * @param ids of the collection, in order
 * @param to the place that it has afterwards, 0-based
 * @returns null for the beginning; undefined where nothing would change
 */
export function findPoseBefore(ids: readonly string[], id: string, to: number): string | null | undefined {
  const from = ids.indexOf(id);
  if (from < 0 || from === to || to < 0 || to >= ids.length) return undefined;
  const others = ids.filter((other) => other !== id);
  return others[to - 1] ?? null;
}
