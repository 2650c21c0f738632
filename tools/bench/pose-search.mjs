/**
 * Exact search for the 10 nearest of a million poses, 17 joints x 2 numbers each: ours beside faiss and usearch, on the same rows, queries
 * and cores, in one run.
 *
 *     node tools/bench/pose-search.mjs --python PATH [--rows 1000000] [--queries 50] [--rounds 5] [--threads 2] [--out FILE]
 *
 * PATH is a Python with tools/bench/requirements-pose-search.txt. They take turns: in each round everyone answers all queries, so that a busy
 * machine slows all alike. Figures are medians over rounds: of the median and of the least milliseconds of a query, and of its processor time
 * (all threads together, a mean), which says more where other work shares the machine.
 *
 *   one       ours in this thread: one query at a time, what a browser or a small library has
 *   threads   ours, divided among threads: one query at a time, with the way to the threads and back
 *   faiss     IndexFlatL2, one query at a time (a scan), on all threads or on one, and the quicker of these counts; `batch`: all queries in one
 *             call (BLAS), per query
 *   usearch   `search(exact=True)`, likewise
 *
 * `poses` are mixtures of the starter library's poses with noise along the ways in which those differ, and a little in each joint; `gaussians`
 * are 34 independent normal numbers, made unit poses: the worst there is, since nothing then bounds a distance. Filters keep every
 * pose with a chance of 10 % or 1 %, drawn once. Recall is judged by distance: what is found must be as near as what faiss finds.
 *
 * Build first: npx tsc -b libs/platform.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { describePose, parsePoseFile, PoseIndex, PoseSelection } from '@contrapposto/pose';
import { ShapeIndex } from '@contrapposto/platform';
import { createRandom } from './random.mjs';
import { startReference } from './reference.mjs';
import { median } from './statistics.mjs';

const WIDTH = 34;
const LIMIT = 10;
const ALL_JOINTS = 2 ** 17 - 1;
const BATCH = 10_000;
const SEEDS = new URL('../../prisma/seed/poses.coco.json', import.meta.url);
const PROGRAM = new URL('pose_search.py', import.meta.url);
/** Relative difference of two squared distances in float32 that are the same. */
const SAME = 1e-4;

function createNormal(random) {
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Moves and scales a pose in place to centre 0 and mean square distance 1. */
function normalize(values) {
  let [x, y, squares] = [0, 0, 0];
  for (let i = 0; i < WIDTH; i += 2) {
    x += values[i] / 17;
    y += values[i + 1] / 17;
  }
  for (let i = 0; i < WIDTH; i += 2) {
    values[i] -= x;
    values[i + 1] -= y;
    squares += (values[i] ** 2 + values[i + 1] ** 2) / 17;
  }
  for (let i = 0; i < WIDTH; i++) values[i] /= Math.sqrt(squares);
}

function createPoseMaker(random) {
  const { poses } = parsePoseFile(readFileSync(SEEDS), { fileName: 'poses.coco.json' });
  const seeds = poses.flatMap(describePose).map(({ coordinates }) => coordinates);
  const normal = createNormal(random);
  const pick = () => seeds[Math.floor(random() * seeds.length)];
  return (values) => {
    const [a, b, c, d] = [pick(), pick(), pick(), pick()];
    const [part, way] = [random(), 0.3 * normal()];
    for (let i = 0; i < WIDTH; i++) values[i] = a[i] * (1 - part) + b[i] * part + way * (c[i] - d[i]) + 0.03 * normal();
    normalize(values);
  };
}

function createGaussianMaker(random) {
  const normal = createNormal(random);
  return (values) => {
    for (let i = 0; i < WIDTH; i++) values[i] = normal();
    normalize(values);
  };
}

function make(count, fill) {
  const table = new Float32Array(count * WIDTH);
  for (let row = 0; row < count; row++) fill(table.subarray(row * WIDTH, (row + 1) * WIDTH));
  return table;
}

const rowOf = (table, row) => ({
  coordinates: table.slice(row * WIDTH, (row + 1) * WIDTH),
  labelled: ALL_JOINTS,
  visible: ALL_JOINTS,
});

/** Whether Python's and our squared distances are the same; ours are means over 17 joints, in the same unit. */
function isSame(ours, theirs) {
  return (
    ours.length === theirs.length && ours.every((d, i) => Math.abs(17 * d - theirs[i]) <= SAME * (theirs[i] + 0.01))
  );
}

/** Milliseconds of each query, one after another. */
async function time(queries, search) {
  const milliseconds = [];
  const distances = [];
  const used = process.cpuUsage();
  for (const query of queries) {
    const start = performance.now();
    const found = await search(query);
    milliseconds.push(performance.now() - start);
    distances.push(found.map(({ distance }) => distance));
  }
  const { user, system } = process.cpuUsage(used);
  return { milliseconds, distances, cpuMs: (user + system) / 1e3 / queries.length };
}

async function prepareOurs(table, rows, random, threads) {
  const index = new PoseIndex();
  const shapes = new ShapeIndex({ threads, threadsFrom: 1 });
  const start = performance.now();
  for (let row = 0; row < rows; row++) index.set(`pose-${row}`, rowOf(table, row));
  index.search(rowOf(table, 0));
  const buildMs = performance.now() - start;
  for (let from = 0; from < rows; from += BATCH) {
    const count = Math.min(BATCH, rows - from);
    shapes.set(Array.from({ length: count }, (_, i) => [`pose-${from + i}`, rowOf(table, from + i)]));
  }
  const keep = (chance) => new PoseSelection([...index.ids()].filter(() => random() < chance));
  const [tenth, hundredth] = [keep(0.1), keep(0.01)];
  const candidates = {
    one: (query) => index.search(query),
    'one, 10 %': (query) => index.search(query, { filter: tenth }),
    'one, 1 %': (query) => index.search(query, { filter: hundredth }),
    threads: (query) => shapes.search(query),
    'threads, 10 %': (query) => shapes.search(query, { filter: tenth }),
    'threads, 1 %': (query) => shapes.search(query, { filter: hundredth }),
    'threads, turned': (query) => shapes.search(query, { rotation: true }),
    'threads, arms only': (query) => shapes.search(query, { joints: ARMS }),
  };
  return { candidates, buildMs, dispose: () => shapes.dispose() };
}

const ARMS = ['nose', 'left_shoulder', 'right_shoulder', 'left_elbow', 'right_elbow', 'left_wrist', 'right_wrist'];

/** How the others are asked: one query at a time on all threads or on one, whichever is quicker there; or all queries in one call. */
const MANNERS = {
  '': { batch: false },
  ', one thread': { batch: false, threads: 1 },
  ', batch': { batch: true },
};

async function measure(name, createMaker, { rows, queries: count, rounds, threads, python }, folder) {
  const random = createRandom(20_261_122);
  const fill = createMaker(random);
  const [table, queryTable] = [make(rows, fill), make(count, fill)];
  const [data, queryFile] = ['rows.f32', 'queries.f32'].map((file) => path.join(folder, file));
  writeFileSync(data, table);
  writeFileSync(queryFile, queryTable);
  const queries = Array.from({ length: count }, (_, row) => rowOf(queryTable, row));
  const ours = await prepareOurs(table, rows, random, threads);
  const theirs = await startReference(PROGRAM.pathname, python, { needs: 'tools/bench/requirements-pose-search.txt' });
  const versions = await theirs.ask({ data, rows, queries: queryFile, count, limit: LIMIT });

  const runs = new Map(Object.entries(ours.candidates).map(([who, search]) => [who, () => time(queries, search)]));
  for (const who of ['faiss', 'usearch'])
    for (const [how, manner] of Object.entries(MANNERS))
      runs.set(`${who}${how}`, async () => {
        const { milliseconds, distances, cpuMs } = await theirs.ask({ who, threads, ...manner });
        return {
          milliseconds: manner.batch ? [milliseconds[0] / count] : milliseconds,
          distances,
          cpuMs: cpuMs / count,
        };
      });

  const results = Object.fromEntries(
    [...runs.keys()].map((who) => [who, { medians: [], least: [], cpu: [], distances: null }]),
  );
  // A first round for the compiler and the caches, not counted.
  for (let round = -1; round < rounds; round++)
    for (const [who, run] of runs) {
      const { milliseconds, distances, cpuMs } = await run();
      results[who].distances = distances;
      if (round < 0) continue;
      results[who].medians.push(median(milliseconds));
      results[who].least.push(Math.min(...milliseconds));
      results[who].cpu.push(cpuMs);
    }
  theirs.end();
  await ours.dispose();

  const recall = (who) =>
    results[who].distances.filter((found, i) => isSame(found, results.faiss.distances[i])).length / count;
  const figures = Object.fromEntries(
    Object.entries(results).map(([who, { medians, least, cpu }]) => [
      who,
      { medianMs: +median(medians).toFixed(3), leastMs: +median(least).toFixed(3), cpuMs: +median(cpu).toFixed(3) },
    ]),
  );
  const ratio = (a, b) => +(figures[a].medianMs / figures[b].medianMs).toFixed(2);
  const timesAsFast = (other, who) => Math.min(ratio(other, who), ratio(`${other}, one thread`, who));
  return {
    name,
    figures,
    recall: { one: recall('one'), threads: recall('threads') },
    timesFaiss: { one: timesAsFast('faiss', 'one'), threads: timesAsFast('faiss', 'threads') },
    timesUsearch: { one: timesAsFast('usearch', 'one'), threads: timesAsFast('usearch', 'threads') },
    filteredToUnfiltered: {
      one: [ratio('one, 10 %', 'one'), ratio('one, 1 %', 'one')],
      threads: [ratio('threads, 10 %', 'threads'), ratio('threads, 1 %', 'threads')],
    },
    buildMs: Math.round(ours.buildMs),
    versions,
  };
}

const { values } = parseArgs({
  options: {
    python: { type: 'string', default: 'python3' },
    rows: { type: 'string', default: '1000000' },
    queries: { type: 'string', default: '50' },
    rounds: { type: 'string', default: '5' },
    threads: { type: 'string', default: '2' },
    out: { type: 'string' },
  },
});
const settings = {
  python: values.python,
  rows: Number(values.rows),
  queries: Number(values.queries),
  rounds: Number(values.rounds),
  threads: Number(values.threads),
};
const folder = mkdtempSync(path.join(os.tmpdir(), 'contrapposto-pose-search-'));
try {
  const sets = [];
  for (const [name, createMaker] of [
    ['poses', createPoseMaker],
    ['gaussians', createGaussianMaker],
  ]) {
    const set = await measure(name, createMaker, settings, folder);
    sets.push(set);
    console.log(
      `${settings.rows} ${name}, ${LIMIT} nearest, milliseconds a query, median of ${settings.rounds} rounds`,
    );
    console.table(set.figures);
    console.log(JSON.stringify({ ...set, figures: undefined }, null, 2));
  }
  const machine = { node: process.version, cpu: os.cpus()[0]?.model, cores: os.cpus().length, load: os.loadavg() };
  if (values.out)
    writeFileSync(
      values.out,
      `${JSON.stringify({ settings: { ...settings, python: undefined }, machine, sets }, null, 2)}\n`,
    );
} finally {
  rmSync(folder, { recursive: true });
}
