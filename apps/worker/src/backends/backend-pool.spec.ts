import { createBackendRegistry } from '@contrapposto/backends';
import { BackendPool } from './backend-pool.js';
import type { BackendSlot } from './backend-slot.js';

const ANY = () => false;
const NEVER = new AbortController().signal;

/** Slots start no process before somebody asks one of them. */
function createPool(slots: number): BackendPool {
  return new BackendPool(createBackendRegistry(), slots);
}

/** A slot that is held until it is let go. */
async function hold(pool: BackendPool) {
  let release!: () => void;
  let slot!: BackendSlot;
  const held = new Promise<void>((resolve) => (release = resolve));
  const taken = new Promise<void>((resolve) => {
    const work = async (lent: BackendSlot) => {
      slot = lent;
      resolve();
      await held;
    };
    void pool.use(ANY, NEVER, work);
  });
  await taken;
  return { slot, release };
}

describe('a pool of slots', () => {
  it('lends the preferred slot, and another where that is busy', async () => {
    const pool = createPool(2);
    const last = pool.slots[1]!;
    const isLast = (slot: BackendSlot) => slot === last;
    const ask = () => pool.use(isLast, NEVER, (slot) => Promise.resolve(slot));
    expect(await ask()).toBe(last);
    const first = await hold(pool);
    expect(first.slot).toBe(pool.slots[0]);
    const second = await hold(pool);
    first.release();
    expect(await ask()).toBe(pool.slots[0]);
    second.release();
  });

  it('lets callers wait in their order', async () => {
    const pool = createPool(1);
    const { release } = await hold(pool);
    const served: number[] = [];
    const waiting = [1, 2, 3].map((number) => pool.use(ANY, NEVER, async () => void served.push(number)));
    expect(served).toEqual([]);
    release();
    await Promise.all(waiting);
    expect(served).toEqual([1, 2, 3]);
  });

  it('forgets a caller who gives up, and gives back what failed', async () => {
    const pool = createPool(1);
    const { release } = await hold(pool);
    const leaving = new AbortController();
    const left = pool.use(ANY, leaving.signal, () => Promise.resolve());
    const failing = pool.use(ANY, NEVER, () => Promise.reject(new Error('the work failed')));
    leaving.abort(new Error('canceled'));
    await expect(left).rejects.toThrow('canceled');
    release();
    await expect(failing).rejects.toThrow('the work failed');
    await expect(pool.use(ANY, leaving.signal, () => Promise.resolve())).rejects.toThrow('canceled');
    expect(await pool.use(ANY, NEVER, () => Promise.resolve('free'))).toBe('free');
  });

  it('stands still for one who measures time', async () => {
    const pool = createPool(2);
    const { release } = await hold(pool);
    const order: string[] = [];
    const alone = pool.useAlone(ANY, NEVER, async () => void order.push('alone'));
    const after = pool.use(ANY, NEVER, async () => void order.push('after'));
    await Promise.resolve();
    expect(order).toEqual([]);
    release();
    await Promise.all([alone, after]);
    expect(order).toEqual(['alone', 'after']);
  });
});
