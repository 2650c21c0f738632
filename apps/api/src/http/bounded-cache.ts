/** Remembers the results that were asked for last; what two ask for at once is made once. Failures are not kept. */
export class BoundedCache<Value> {
  private readonly entries = new Map<string, Promise<Value>>();

  constructor(private readonly most: number) {}

  get(key: string, make: () => Promise<Value>): Promise<Value> {
    const value = this.entries.get(key) ?? this.start(key, make);
    // A Map keeps the order of arrival: what is used moves to its end.
    this.entries.delete(key);
    this.entries.set(key, value);
    if (this.entries.size > this.most) this.entries.delete(this.entries.keys().next().value!);
    return value;
  }

  private start(key: string, make: () => Promise<Value>): Promise<Value> {
    const value = make();
    value.catch(() => {
      if (this.entries.get(key) === value) this.entries.delete(key);
    });
    return value;
  }
}
