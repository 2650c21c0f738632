/**
 * What the platform costs: how long an idle service takes from a request to the work, and how much longer a picture takes through it than
 * without it. A real worker in a process of its own, on the embedded Postgres.
 *
 *   node tools/bench/platform-cost.mjs [--starts 30] [--rounds 7] [--steps 25] [--record docs/benchmarks/platform-cost.json]
 *
 * Start: from the QUEUED event (written before the request's transaction commits) to STARTED (a worker has claimed it), to the moment in which the
 * backend process begins the run's first stage (it says when, and the worker's log has it), and to the first PROGRESS (that word is written for all
 * to see); by the clock of the one machine on which all of it runs. Bar: p50 of the run's beginning at most 10 ms.
 *
 * Picture: the same recipe in turns (1) in a warm backend process of our own, encoded and written to a file, which is what the command line does
 * once it has loaded the model; (2) through the service, from the request until its last event has come; (3) on the command line, from the command
 * to the file. Bar: (2) at most 3 % above (3). (2) above (1) is the platform's whole cost, reading the picture back included; that is told apart.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openModelFolder, startBackendProcess } from '@contrapposto/backends';
import { encodePictureWithRecipe } from '@contrapposto/backends/png';
import {
  createDatabase,
  createEventListener,
  createGeneration,
  ensureStudio,
  followEvents,
  listModels,
} from '@contrapposto/platform';
import { MODEL, ROOT, withService } from './service.mjs';
import { median, quantile } from './statistics.mjs';
import { composeRecipe, PROMPT } from './subject.mjs';

const BARS = { startP50Ms: 10, aboveCommandLine: 0.03 };
const CLI = path.join(ROOT, 'tools', 'cli', 'bin', 'contrapposto.js');
/** Between two starts, so that the service is idle again. */
const PAUSE_MS = 300;

const { values } = parseArgs({
  options: {
    starts: { type: 'string', default: '30' },
    rounds: { type: 'string', default: '7' },
    steps: { type: 'string', default: '25' },
    record: { type: 'string' },
  },
});

/** When each generation's run began, by the backend process itself: milliseconds since 1970. */
const begunAt = new Map();

report(await withService(measure));

async function measure({ folder, url, keep, startWorker }) {
  const database = keep(createDatabase({ url }));
  const listener = keep(createEventListener({ url }));
  await startWorker(({ msg, generation, at }) => {
    if (msg === 'the backend has begun') begunAt.set(generation, at);
  });
  const { info } = await openModelFolder(MODEL);
  const compose = (seed, numInferenceSteps) => composeRecipe(info, { seed, numInferenceSteps });
  const service = await createService(database, listener);

  const starts = await measureStarts(service, (seed) => compose(seed, 1));
  const rounds = await measureRounds(service, folder, (seed) => compose(seed, Number(values.steps)));
  return { starts, rounds, recipe: compose(0, Number(values.steps)) };
}

/** Sends a recipe through the service. @returns how long it took, and its course */
async function createService(database, listener) {
  const { id: studioId } = await ensureStudio(database, { slug: 'bench', name: 'Bench' });
  const { edges } = await listModels(database, { first: 1 });
  const request = { studioId, modelId: edges[0].node.id, prompt: { text: PROMPT } };
  return async (recipe) => {
    const started = performance.now();
    const { generation } = await createGeneration(database, () => recipe, request);
    let last;
    for await (const event of followEvents(database, listener, generation.id)) last = event;
    const ms = performance.now() - started;
    if (last.type !== 'SUCCEEDED') throw new Error(`expected a picture, got ${JSON.stringify(last)}`);
    return { ms, ...(await readCourse(database, generation.id)) };
  };
}

/** When each kind of event first came, and what the worker measured; milliseconds. */
async function readCourse(database, id) {
  const { rows: events } = await database.query(
    'select type, (extract(epoch from min(created_at)) * 1000)::float8 as at from generation_events where generation_id = $1 group by type',
    [id],
  );
  const { rows } = await database.query('select timings from generations where id = $1', [id]);
  const first = Object.fromEntries(events.map(({ type, at }) => [type, at]));
  return { first, begun: begunAt.get(id), timings: rows[0].timings };
}

async function measureStarts(service, compose) {
  await service(compose(0));
  const starts = [];
  for (let seed = 1; seed <= Number(values.starts); seed += 1) {
    await sleep(PAUSE_MS);
    const { first, begun } = await service(compose(seed));
    const { QUEUED, STARTED, PROGRESS } = first;
    starts.push({ claimed: STARTED - QUEUED, begun: begun - QUEUED, told: PROGRESS - QUEUED });
  }
  return starts;
}

async function measureRounds(service, folder, compose) {
  const artifact = await openModelFolder(MODEL);
  const backend = await startBackendProcess('onnx');
  try {
    const model = await backend.load(artifact);
    await model.run(compose(0));
    await service(compose(0));
    const rounds = [];
    for (let seed = 1; seed <= Number(values.rounds); seed += 1) {
      const recipe = compose(seed);
      const direct = await runDirectly(model, folder, recipe);
      const { ms, timings } = await service(recipe);
      rounds.push({ direct, service: ms, readBack: timings['read-back'], commandLine: runOnCommandLine(direct.file) });
    }
    return rounds;
  } finally {
    await backend.dispose();
  }
}

async function runDirectly(model, folder, recipe) {
  const file = path.join(folder, `${recipe.seed}.png`);
  const started = performance.now();
  const { image } = await model.run(recipe);
  writeFileSync(file, await encodePictureWithRecipe(image, recipe));
  return { ms: performance.now() - started, file };
}

function runOnCommandLine(recipeFile) {
  const out = path.join(path.dirname(recipeFile), 'again.png');
  const args = [CLI, 'generate', '--recipe', recipeFile, '--model', MODEL, '--out', out];
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`expected a picture, got exit code ${status}:\n${stderr}`);
  return performance.now() - started;
}

function report({ starts, rounds, recipe }) {
  const { width, height, numInferenceSteps, scheduler, model } = recipe;
  const pick = (read) => rounds.map(read);
  const result = {
    what: "the platform's own cost",
    machine: `${cpus()[0].model.trim()}, ${availableParallelism()} threads, Node ${process.version}`,
    starts: starts.length,
    claimedMs: describe(starts.map(({ claimed }) => claimed)),
    begunMs: describe(starts.map(({ begun }) => begun)),
    toldMs: describe(starts.map(({ told }) => told)),
    picture: `${model.name} ${model.version ?? ''}, ${width}x${height}, ${numInferenceSteps} steps of ${scheduler}`,
    rounds: rounds.length,
    directMs: round(median(pick(({ direct }) => direct.ms))),
    serviceMs: round(median(pick(({ service }) => service))),
    readBackMs: round(median(pick(({ readBack }) => readBack))),
    commandLineMs: round(median(pick(({ commandLine }) => commandLine))),
    aboveDirect: round(median(pick(({ service, direct }) => service / direct.ms - 1)), 3),
    aboveDirectWithoutReadBack: round(
      median(pick(({ service, readBack, direct }) => (service - readBack) / direct.ms - 1)),
      3,
    ),
    aboveCommandLine: round(median(pick(({ service, commandLine }) => service / commandLine - 1)), 3),
    bars: BARS,
  };
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  if (values.record) writeFileSync(values.record, `${JSON.stringify(result, null, 2)}\n`);
  if (result.begunMs.p50 > BARS.startP50Ms || result.aboveCommandLine > BARS.aboveCommandLine) process.exitCode = 1;
}

function describe(numbers) {
  return { p50: round(median(numbers)), p95: round(quantile(numbers, 0.95)), worst: round(Math.max(...numbers)) };
}

function round(number, digits = 1) {
  return Math.round(number * 10 ** digits) / 10 ** digits;
}
