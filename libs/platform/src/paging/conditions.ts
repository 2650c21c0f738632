/** What stands after `where`, term by term, with its values numbered as Postgres wants them. */
export class Conditions {
  readonly values: unknown[] = [];
  private readonly terms: string[] = [];

  /** `add('p.people = ?', 2)`: one question mark for each value. */
  add(term: string, ...values: readonly unknown[]): this {
    const rest = [...values];
    this.terms.push(term.replace(/\?/g, () => `$${this.values.push(rest.shift())}`));
    return this;
  }

  get sql(): string {
    return this.terms.join(' and ');
  }
}
