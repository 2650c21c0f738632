/** What was started, to be ended in the reverse order. (Newer runtimes have AsyncDisposableStack.) */
export class Parts implements AsyncDisposable {
  private readonly started: (() => PromiseLike<void>)[] = [];
  private ending: Promise<void> | null = null;

  use<T extends AsyncDisposable>(part: T): T {
    this.started.push(() => part[Symbol.asyncDispose]());
    return part;
  }

  /** Ends everything once, however often it is asked; the first that fails does not keep the others. */
  dispose(): Promise<void> {
    return (this.ending ??= this.end());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose();
  }

  private async end(): Promise<void> {
    const failures: unknown[] = [];
    for (const end of this.started.reverse()) {
      try {
        await end();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
