import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

/** One generation in so many is canceled at some moment of its life. */
const CANCEL_EVERY = 10;
/** A subscriber leaves after at most so many events, and comes back with its last number, to any API. */
const EVENTS_BEFORE_LEAVING = 12;
const CANCEL_WITHIN_MS = 4_000;

/**
 * People at work: each creates a generation, follows it to its end, now here and now there, some cancel; then the next. What the service
 * acknowledged, and what its subscribers saw, is kept for the verdict.
 */
export class Load {
  /** id -> the numbers that its subscriber saw, in their order */
  seen = new Map();
  ended = 0;
  /** Creations whose first answer was lost: the second one found the generation there. */
  answeredAgain = 0;
  returns = 0;
  failed = false;

  /** @param clients one for each API */
  constructor(clients, { generations, atOnce, random, input }) {
    Object.assign(this, { clients, total: generations, atOnce, random, input });
    this.next = 0;
  }

  /** 0..1, half of it for being acknowledged and half for having come to an end. */
  get progress() {
    return (this.seen.size + this.ended) / (2 * this.total);
  }

  async run() {
    try {
      await Promise.all(Array.from({ length: Math.min(this.atOnce, this.total) }, () => this.work()));
    } catch (error) {
      this.failed = true;
      throw error;
    }
  }

  describe(seconds) {
    const { seen, answeredAgain, returns } = this;
    const events = [...seen.values()].reduce((sum, numbers) => sum + numbers.length, 0);
    process.stdout.write(
      `${seen.size} generations acknowledged in ${seconds.toFixed(1)} s, ${answeredAgain} of them at the second asking\n` +
        `${events} events seen; subscribers left and came back ${returns} times, beside the connections that they lost\n`,
    );
  }

  async work() {
    while (this.next < this.total) await this.live(this.next++);
  }

  async live(index) {
    const key = randomUUID();
    const { generation, created } = await this.client().createGeneration({ ...this.input(index), idempotencyKey: key });
    if (!created) this.answeredAgain += 1;
    this.seen.set(generation.id, []);
    const canceling = index % CANCEL_EVERY === CANCEL_EVERY - 1 ? this.cancel(generation.id) : null;
    await this.follow(generation.id);
    await canceling;
    this.ended += 1;
  }

  async cancel(id) {
    await sleep(this.random.below(CANCEL_WITHIN_MS));
    await this.client().cancelGeneration(id);
  }

  /** Until a stay ends because the generation did. */
  async follow(id) {
    const numbers = this.seen.get(id);
    while (await this.stay(id, numbers)) this.returns += 1;
  }

  /** @returns whether the subscriber left before the end */
  async stay(id, numbers) {
    let left = 1 + Math.floor(this.random.below(EVENTS_BEFORE_LEAVING));
    for await (const { seq, type } of this.client().followGeneration(id, { after: numbers.at(-1) ?? 0 })) {
      numbers.push(seq);
      left -= 1;
      if (left === 0 && !['SUCCEEDED', 'FAILED', 'CANCELED'].includes(type)) return true;
    }
    return false;
  }

  client() {
    return this.random.pick(this.clients);
  }
}
