import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

export interface ListenerOptions {
  readonly url: string;
  readonly channel: string;
  readonly onConnectionError?: (error: Error) => void;
}

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 2_000;

/**
 * One connection that listens on one channel for all who wait in this program, told apart by the notification's payload.
 *
 * A notification only says "look": what there is to see is in the tables. So losing some is harmless, and after a lost connection everybody
 * is told to look. Connections are tried again for as long as the listener lives.
 */
export class Listener implements AsyncDisposable {
  private readonly waiting = new Map<string, Set<() => void>>();
  private readonly watching = new Set<(payload: string | null) => void>();
  private readonly closing = new AbortController();
  private readonly loop: Promise<void>;
  private client: pg.Client | null = null;

  constructor(private readonly options: ListenerOptions) {
    this.loop = this.listenForever();
  }

  /** Calls `look` at every notification with this payload, and whenever some may have been lost. Returns how to end that. */
  subscribe(payload: string, look: () => void): () => void {
    const waiting = this.waiting.get(payload) ?? new Set();
    this.waiting.set(payload, waiting.add(look));
    return () => {
      waiting.delete(look);
      if (waiting.size === 0 && this.waiting.get(payload) === waiting) this.waiting.delete(payload);
    };
  }

  /** Calls `look` at every notification with its payload, and with null whenever some may have been lost. */
  subscribeAll(look: (payload: string | null) => void): () => void {
    this.watching.add(look);
    return () => this.watching.delete(look);
  }

  async dispose(): Promise<void> {
    this.closing.abort();
    await this.client?.end().catch(() => undefined);
    await this.loop;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose();
  }

  private async listenForever(): Promise<void> {
    for (let pause = FIRST_PAUSE_MS; !this.isClosing(); pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      try {
        await this.listenOnce(() => (pause = FIRST_PAUSE_MS));
      } catch (error) {
        this.options.onConnectionError?.(error as Error);
      }
      if (!this.isClosing()) await sleep(pause, undefined, { signal: this.closing.signal }).catch(() => undefined);
    }
  }

  /** Resolves when the connection has ended. */
  private async listenOnce(onConnected: () => void): Promise<void> {
    const client = new pg.Client({
      connectionString: this.options.url,
      application_name: `contrapposto ${this.options.channel}`,
    });
    this.client = client;
    const ended = new Promise<void>((resolve) => client.once('end', resolve));
    client.on('error', (error) => this.options.onConnectionError?.(error));
    client.on('notification', ({ payload = '' }) => {
      this.wake(payload);
      for (const look of this.watching) look(payload);
    });
    await client.connect();
    await client.query(`listen ${pg.escapeIdentifier(this.options.channel)}`);
    onConnected();
    for (const payload of this.waiting.keys()) this.wake(payload);
    for (const look of this.watching) look(null);
    if (this.isClosing()) await client.end();
    await ended;
  }

  private wake(payload: string): void {
    for (const look of this.waiting.get(payload) ?? []) look();
  }

  private isClosing(): boolean {
    return this.closing.signal.aborted;
  }
}
