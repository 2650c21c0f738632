/** An id as JSON writes it: an integer of any size where the text is one, else the text. */
export function toCocoId(id: string): number | bigint | string {
  if (!/^(0|-?[1-9]\d*)$/.test(id)) return id;
  const number = Number(id);
  return Number.isSafeInteger(number) ? number : BigInt(id);
}

/** Hands out the integers above every one in use, for records that have no id. */
export class IdSource {
  private next: bigint;

  constructor(used: Iterable<string | undefined>) {
    let highest = 0n;
    for (const id of used) {
      if (id === undefined) continue;
      const value = toCocoId(id);
      if (typeof value !== 'string' && BigInt(value) > highest) highest = BigInt(value);
    }
    this.next = highest + 1n;
  }

  take(): string {
    return String(this.next++);
  }
}
