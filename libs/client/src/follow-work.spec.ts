import { WebSocket } from 'ws';
import { createClient } from './client.js';
import { startUnsteadyService, type Trouble, type UnsteadyOptions } from './testing/unsteady-service.js';

const NUMBERS = Array.from({ length: 30 }, (_, index) => index + 1);

/** Follows a generation of 30 events over troubles, from a number on. */
async function follow(options: Partial<UnsteadyOptions> & { after?: number; patienceMs?: number; leaveAt?: number }) {
  const service = await startUnsteadyService({ length: 30, troubles: [], eventsBefore: 7, ...options });
  const client = createClient({ url: service.url, webSocket: WebSocket, patienceMs: options.patienceMs ?? 10_000 });
  const leaving = new AbortController();
  const numbers: number[] = [];
  try {
    for await (const { seq } of client.followGeneration('g', { after: options.after ?? 0, signal: leaving.signal })) {
      numbers.push(seq);
      if (seq === options.leaveAt) leaving.abort(new Error('enough'));
    }
    return { numbers, asked: service.asked, error: null };
  } catch (error) {
    return { numbers, asked: service.asked, error };
  } finally {
    await client.dispose();
    await service.dispose();
  }
}

describe('following a generation', () => {
  it('gives every event once, from any number on', async () => {
    expect(await follow({})).toEqual({ numbers: NUMBERS, asked: [0], error: null });
    expect(await follow({ after: 25 })).toEqual({ numbers: [26, 27, 28, 29, 30], asked: [25], error: null });
  });

  it.each<Trouble>(['cut', 'internal error', 'early end'])(
    'goes on from the last number after: %s',
    async (trouble) => {
      const { numbers, asked, error } = await follow({ troubles: [trouble, trouble, trouble] });
      expect({ numbers, error }).toEqual({ numbers: NUMBERS, error: null });
      // A cut connection may lose events that were sent.
      expect(asked).toHaveLength(4);
      expect([...asked].sort((a, b) => a - b)).toEqual(asked);
    },
  );

  it('gives nothing twice when a connection is closed politely', async () => {
    const { numbers, error } = await follow({ troubles: ['polite close', 'polite close'] });
    expect({ numbers, error }).toEqual({ numbers: NUMBERS, error: null });
  });

  it('says so when a number is missing', async () => {
    const { numbers, error } = await follow({ troubles: ['gap'] });
    expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(error).toMatchObject({ code: 'EVENT_MISSING', message: 'Expected event 8, got event 9 (generation g).' });
  });

  it('ends when it is told to', async () => {
    const { numbers, error } = await follow({ leaveAt: 3 });
    expect(numbers).toEqual([1, 2, 3]);
    expect(error).toMatchObject({ message: 'enough' });
  });

  it('loses patience with a service that is not there', async () => {
    const client = createClient({ url: 'http://127.0.0.1:1', webSocket: WebSocket, patienceMs: 500 });
    const events = client.followGeneration('g');
    await expect(events.next()).rejects.toMatchObject({ code: 'UNREACHABLE' });
    await client.dispose();
  });
});
