/**
 * Indices of picture ids in the one order that all metrics go by, whoever saw which picture first: whole numbers by their value, as COCO's
 * files have it, then all others by their characters.
 */
export function orderPictures(ids: readonly string[]): Int32Array {
  const keys = ids.map(createKey);
  return Int32Array.from(keys.keys()).sort((a, b) => (keys[a]! < keys[b]! ? -1 : 1));
}

/** Characters that sort as their ids should: first the number of digits. Zeros in front decide between equals. */
function createKey(id: string): string {
  if (!/^\d+$/.test(id)) return `\uffff${id}`;
  const digits = id.replace(/^0+(?=.)/, '');
  return `${String.fromCharCode(digits.length)}${digits} ${id}`;
}
