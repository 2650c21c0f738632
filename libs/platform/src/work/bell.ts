/** Rung by any number of callers, heard by one: a ring while nobody waits is kept for the next wait. */
export class Bell {
  private rung = false;
  private hear: (() => void) | null = null;
  private readonly onAbort = () => this.ring();

  constructor(private readonly signal?: AbortSignal) {
    signal?.addEventListener('abort', this.onAbort);
  }

  ring(): void {
    this.rung = true;
    this.hear?.();
  }

  async wait(limitMs: number): Promise<void> {
    if (!this.rung) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, limitMs);
        this.hear = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.hear = null;
    this.rung = false;
  }

  dispose(): void {
    this.signal?.removeEventListener('abort', this.onAbort);
  }
}
