/** Passes values on, one at a time and at most one in `pauseMs`: the first at once, then always the newest. */
export class Throttle<T> {
  private next: { readonly value: T } | null = null;
  private timer: NodeJS.Timeout | null = null;
  private current: Promise<void> | null = null;
  private isClosed = false;

  constructor(
    private readonly pauseMs: number,
    private readonly pass: (value: T) => Promise<unknown>,
    private readonly onError: (error: unknown) => void,
  ) {}

  offer(value: T): void {
    if (this.isClosed) return;
    this.next = { value };
    if (this.timer === null && this.current === null) this.passNext();
  }

  /** Resolves when nothing is on its way any more. What still waits is dropped. */
  async close(): Promise<void> {
    this.isClosed = true;
    if (this.timer) clearTimeout(this.timer);
    await this.current;
  }

  private passNext(): void {
    const { next } = this;
    this.timer = null;
    if (next === null || this.isClosed) return;
    this.next = null;
    const begun = performance.now();
    this.current = this.pass(next.value).then(() => undefined, this.onError);
    void this.current.then(() => {
      this.current = null;
      if (!this.isClosed) this.timer = setTimeout(() => this.passNext(), this.pauseMs - (performance.now() - begun));
    });
  }
}
