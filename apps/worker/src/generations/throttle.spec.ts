import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '@contrapposto/platform/testing';
import { Throttle } from './throttle.js';

describe('a throttle', () => {
  const ignore = () => undefined;

  it('passes the first at once, then the newest, never two at a time', async () => {
    const passed: { value: number; atMs: number }[] = [];
    let busy = 0;
    const throttle = new Throttle<number>(
      50,
      async (value) => {
        expect((busy += 1)).toBe(1);
        passed.push({ value, atMs: performance.now() });
        await sleep(20);
        busy -= 1;
      },
      ignore,
    );
    for (let value = 0; value < 10; value += 1) throttle.offer(value);
    await until(() => passed.length === 2);
    await throttle.close();
    expect(passed.map(({ value }) => value)).toEqual([0, 9]);
    // Timers may be a millisecond early.
    expect(passed[1]!.atMs - passed[0]!.atMs).toBeGreaterThanOrEqual(48);
  });

  it('says nothing after it was closed', async () => {
    const passed: number[] = [];
    const throttle = new Throttle<number>(10, async (value) => passed.push(value), ignore);
    throttle.offer(1);
    throttle.offer(2);
    await throttle.close();
    throttle.offer(3);
    await sleep(40);
    expect(passed).toEqual([1]);
  });

  it('goes on after a failure', async () => {
    const errors: unknown[] = [];
    const throttle = new Throttle<number>(
      1,
      (value) => Promise.reject(new Error(`no ${value}`)),
      (error) => errors.push(error),
    );
    throttle.offer(1);
    await until(() => errors.length === 1);
    throttle.offer(2);
    await until(() => errors.length === 2);
    await throttle.close();
    expect(errors).toEqual([new Error('no 1'), new Error('no 2')]);
  });
});
