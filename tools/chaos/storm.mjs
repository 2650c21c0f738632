import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

const STAYS_DOWN_MS = 1_500;
const LOOK_EVERY_MS = 20;
const LATEST_MOMENT_MS = 800;

/**
 * A load, and kills while it lasts: each group loses one of its programs, chosen at random, `kills` times.
 *
 * @param groups as { victims, kill }: some programs, and what to do to one of them
 */
export async function storm(load, groups, { kills, random }) {
  const started = performance.now();
  await Promise.all([load.run(), ...groups.map((group) => killAtRandom(group, load, { kills, random }))]);
  load.describe((performance.now() - started) / 1000);
  for (const { name, kills: count } of groups.flatMap(({ victims }) => victims)) {
    process.stdout.write(`${name}: killed ${count} times\n`);
  }
}

/** Spread over the load's progress, so that the last kill still meets work; each program is started again after a while. */
async function killAtRandom({ victims, kill }, load, { kills, random }) {
  for (let nth = 0; nth < kills && !load.failed; nth += 1) {
    const due = (nth + random.below(1)) / (kills + 1);
    while (load.progress < due && !load.failed) await sleep(LOOK_EVERY_MS);
    // Not in step with the event that made it due.
    await sleep(random.below(LATEST_MOMENT_MS));
    const program = random.pick(victims);
    await kill(program);
    await sleep(random.below(STAYS_DOWN_MS));
    await program.start();
  }
}
