const MAX_LENGTH = 200;

/** Gives each name once, whatever the case of its letters: `dancer`, `dancer (2)`, `dancer (3)`. */
export class UniqueNames {
  private readonly taken: Set<string>;
  /** Where to go on counting, by name. */
  private readonly counts = new Map<string, number>();

  constructor(taken: Iterable<string>) {
    this.taken = new Set([...taken].map((name) => name.toLowerCase()));
  }

  take(wanted: string): string {
    const name = this.findFree(wanted);
    this.taken.add(name.toLowerCase());
    return name;
  }

  private findFree(wanted: string): string {
    const first = wanted.slice(0, MAX_LENGTH).trimEnd();
    if (!this.taken.has(first.toLowerCase())) return first;
    for (let count = this.counts.get(first) ?? 2; ; count += 1) {
      const suffix = ` (${count})`;
      const name = first.slice(0, MAX_LENGTH - suffix.length) + suffix;
      if (this.taken.has(name.toLowerCase())) continue;
      this.counts.set(first, count + 1);
      return name;
    }
  }
}
