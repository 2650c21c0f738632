import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for something to come true, and says what it was when it never does. */
export async function until(condition: () => boolean | Promise<boolean>, limitMs = 120_000): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`never came true in ${limitMs} ms: ${condition.toString()}`);
    await sleep(20);
  }
}
