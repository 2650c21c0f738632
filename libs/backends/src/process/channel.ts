import type { ChildProcess } from 'node:child_process';
import type { PipelineEvent } from '@contrapposto/model-core';
import { BackendCrashedError, BackendError } from '../errors.js';
import { fromErrorData } from './error-data.js';
import type { ChildMessage, Operation, Operations, OwnerMessage, PluginIdentity } from './protocol.js';

export interface ChannelTimeouts {
  readonly silenceTimeoutMs: number;
  readonly abortTimeoutMs: number;
}

export interface RequestOptions {
  readonly onEvent?: (event: PipelineEvent) => void;
  readonly signal?: AbortSignal;
}

/** A request that waits for its answer. */
interface Pending {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly onEvent: (event: PipelineEvent) => void;
  timer: NodeJS.Timeout;
}

/** How much of the child's output is kept to explain a crash, in characters. */
const OUTPUT_TAIL = 2000;

/**
 * The owner's side of the protocol over one child process.
 *
 * It is `open` until the child ends or is killed. From then on every pending and every later request is rejected with the
 * reason, the first one that was found: a timeout, a crash, or the owner's own close.
 */
export class Channel {
  readonly ended: Promise<void>;
  private readonly pending = new Map<number, Pending>();
  private nextId = 1;
  private output = '';
  private endReason: Error | null = null;
  private settleStart: { resolve(plugin: PluginIdentity): void; reject(error: Error): void } | null = null;

  constructor(
    private readonly child: ChildProcess,
    private readonly label: string,
    private readonly timeouts: ChannelTimeouts,
  ) {
    this.ended = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        this.end(this.crashed(code, signal));
        resolve();
      });
    });
    child.on('message', (message) => this.receive(message as ChildMessage));
    child.on('error', (error) => this.end(new BackendCrashedError(`${label}: ${error.message}`, null, null)));
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.output = (this.output + chunk.toString()).slice(-OUTPUT_TAIL)));
    }
  }

  get pid(): number {
    return this.child.pid ?? -1;
  }

  get isOpen(): boolean {
    return this.endReason === null;
  }

  /** Waits for the child's first word. */
  async start(timeoutMs: number): Promise<PluginIdentity> {
    const timer = setTimeout(() => this.kill(this.timedOut(`its plugin within ${timeoutMs} ms`)), timeoutMs);
    try {
      return await new Promise((resolve, reject) => (this.settleStart = { resolve, reject }));
    } catch (error) {
      this.kill(error as Error);
      throw error;
    } finally {
      clearTimeout(timer);
      this.settleStart = null;
    }
  }

  async request<O extends Operation>(
    operation: O,
    args: Operations[O]['args'],
    { onEvent = () => undefined, signal }: RequestOptions = {},
  ): Promise<Operations[O]['result']> {
    if (this.endReason !== null) throw this.endReason;
    const id = this.nextId++;
    const answer = new Promise<unknown>((resolve, reject) => {
      this.pending.set(id, { resolve, reject, onEvent, timer: this.startTimer(operation) });
    });
    this.send({ type: 'request', id, operation, args });
    const stopWatching = this.watch(signal, id);
    try {
      return (await answer) as Operations[O]['result'];
    } finally {
      stopWatching();
      clearTimeout(this.pending.get(id)?.timer);
      this.pending.delete(id);
    }
  }

  /** Ends the child; it goes by itself when the channel closes, or is killed after a second. */
  async close(): Promise<void> {
    const report = { expected: 'a running backend', got: 'one that was disposed', where: this.label };
    this.end(BackendError.of('BACKEND_DISPOSED', { ...report, advice: 'Start another.' }));
    if (this.child.connected) this.child.disconnect();
    const timer = setTimeout(() => this.child.kill('SIGKILL'), 1000);
    await this.ended;
    clearTimeout(timer);
  }

  private receive(message: ChildMessage): void {
    if (message.type === 'ready') this.settleStart?.resolve(message.plugin);
    else if (message.type === 'unusable') this.settleStart?.reject(fromErrorData(message.error));
    else this.receiveAnswer(message);
  }

  private receiveAnswer(message: Extract<ChildMessage, { id: number }>): void {
    const pending = this.pending.get(message.id);
    if (!pending) return;
    if (message.type === 'result') pending.resolve(message.result);
    else if (message.type === 'failure') pending.reject(fromErrorData(message.error));
    else {
      pending.timer.refresh();
      pending.onEvent(message.event);
    }
  }

  /** Passes an abort on; a child that does not end the request in time is killed. */
  private watch(signal: AbortSignal | undefined, id: number): () => void {
    if (!signal) return () => undefined;
    const abort = () => {
      this.send({ type: 'abort', id });
      const pending = this.pending.get(id);
      if (!pending) return;
      clearTimeout(pending.timer);
      const { abortTimeoutMs } = this.timeouts;
      pending.timer = setTimeout(
        () => this.kill(this.timedOut(`the run to end within ${abortTimeoutMs} ms`)),
        abortTimeoutMs,
      );
    };
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
    return () => signal.removeEventListener('abort', abort);
  }

  private startTimer(operation: Operation): NodeJS.Timeout {
    const { silenceTimeoutMs } = this.timeouts;
    return setTimeout(
      () => this.kill(this.timedOut(`a word about ${operation} within ${silenceTimeoutMs} ms`)),
      silenceTimeoutMs,
    );
  }

  private send(message: OwnerMessage): void {
    // A failure to send means that the child is gone: its exit says the rest.
    if (this.child.connected) this.child.send(message, () => undefined);
  }

  private kill(reason: Error): void {
    this.end(reason);
    this.child.kill('SIGKILL');
  }

  private end(reason: Error): void {
    this.endReason ??= reason;
    this.settleStart?.reject(this.endReason);
    for (const { reject } of this.pending.values()) reject(this.endReason);
  }

  private crashed(code: number | null, signal: string | null): BackendCrashedError {
    const how = signal === null ? `exit code ${code}` : `signal ${signal}`;
    const memory = signal === 'SIGKILL' ? ' The system kills so when memory runs out: try a smaller picture.' : '';
    const said = this.output.trim() === '' ? '' : ` Its last words: ${this.output.trim()}`;
    const message = `Expected the process to stay alive, got ${how} (${this.label}, pid ${this.pid}).${memory}${said}`;
    return new BackendCrashedError(message, code, signal);
  }

  private timedOut(expected: string): BackendError {
    return BackendError.of('BACKEND_TIMEOUT', {
      expected,
      got: 'silence; the process was killed',
      where: `${this.label}, pid ${this.pid}`,
      advice: 'Start another, and allow it more time if the machine is slow.',
    });
  }
}
