/**
 * Whether the API stays quick while pictures are made: the delay of its event loop, which is the longest that a request may wait before anyone
 * looks at it. A real API and a real worker in processes of their own, on the embedded Postgres; a client creates and follows one
 * generation after the other, and /metrics is read once a second, as a monitoring system would.
 *
 *   node tools/bench/api-event-loop.mjs [--generations 8] [--steps 60] [--record docs/benchmarks/api-event-loop.json]
 *
 * Each reading is the 99th percentile since the one before. Bar: the highest of them under 10 ms.
 */
import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createClient } from '@contrapposto/client';
import { WebSocket } from 'ws';
import { withService } from './service.mjs';
import { median } from './statistics.mjs';

const BAR_MS = 10;
const READ_EVERY_MS = 1000;
const METRIC = /^contrapposto_event_loop_delay_p99_seconds (\S+)$/m;

const { values } = parseArgs({
  options: {
    generations: { type: 'string', default: '8' },
    steps: { type: 'string', default: '60' },
    record: { type: 'string' },
  },
});

report(await withService(measure));

async function measure({ startApi, startWorker }) {
  const api = await startApi();
  await startWorker();
  const client = createClient({ url: api.ready.url, webSocket: WebSocket });
  const { value: pose } = await client.searchPoses().next();
  const input = {
    poseId: pose.id,
    prompt: 'cartoon, a woman dancing on a beach',
    numInferenceSteps: Number(values.steps),
  };
  // The first waits for the model to be loaded.
  await make(client, { ...input, seed: 0 });
  await readDelay(api.ready.url);

  const running = { value: true };
  const reading = readWhile(api.ready.url, running);
  let events = 0;
  for (let seed = 1; seed <= Number(values.generations); seed += 1) events += await make(client, { ...input, seed });
  running.value = false;
  return { delays: await reading, events };
}

/** @returns how many events were seen of it */
async function make(client, input) {
  const { generation } = await client.createGeneration(input);
  let last;
  for await (const event of client.followGeneration(generation.id)) last = event;
  if (last.type !== 'SUCCEEDED') throw new Error(`expected a picture, got ${JSON.stringify(last)}`);
  return last.seq;
}

async function readWhile(url, running) {
  const delays = [];
  while (running.value) {
    await sleep(READ_EVERY_MS);
    delays.push(await readDelay(url));
  }
  return delays;
}

/** Milliseconds. */
async function readDelay(url) {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(METRIC.exec(text)[1]) * 1000;
}

function report({ delays, events }) {
  const result = {
    what: "delay of the API's event loop while pictures are made, 99th percentile of each second",
    machine: `${cpus()[0].model.trim()}, ${availableParallelism()} threads, Node ${process.version}`,
    generations: Number(values.generations),
    steps: Number(values.steps),
    events,
    readings: delays.length,
    medianMs: round(median(delays)),
    highestMs: round(Math.max(...delays)),
    barMs: BAR_MS,
  };
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  if (values.record) writeFileSync(values.record, `${JSON.stringify(result, null, 2)}\n`);
  if (result.highestMs >= BAR_MS) process.exitCode = 1;
}

function round(number) {
  return Math.round(number * 100) / 100;
}
